/// The spread inside a group before its schools joined and after (SH-10: 校际差距变化).
package struct SpreadChange: Sendable {
    /// Before; of the same schools, stage and subject as after.
    package let before: SpreadFigures
    /// After.
    package let after: SpreadFigures

    package init(before: SpreadFigures, after: SpreadFigures) {
        self.before = before
        self.after = after
    }

    /// How sure it is that schools have come nearer to one another: `met` or `notMet` only where
    /// the 95 % intervals (REML) of both do not touch.
    package var narrowed: Verdict {
        guard before.unitCount > 1, after.unitCount > 1 else { return .notApplicable }
        guard let old = try? before.likelihood.get(), let new = try? after.likelihood.get() else {
            return .noData
        }
        if new.high < old.low { return .met }
        return new.low > old.high ? .notMet : .cannotTell
    }

    /// REML share after less that before; `nil` where one is undefined.
    package var difference: Double? {
        guard let old = try? before.likelihood.get(), let new = try? after.likelihood.get() else {
            return nil
        }
        return new.icc - old.icc
    }
}

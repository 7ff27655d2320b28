import TaoliPostgres

/// I6: N tries of one request id make one change and get equal answers.
extension BusStore {
    /// Requests that changed something more than once; at a reaction, the event is the request.
    func repeatedChanges() async throws -> [BusFinding] {
        guard isProbe else { return [] }
        return try await findings(
            .oneChange, at: name,
            """
            SELECT format('request %s made %s changes', request, count(*)) \
            FROM public.probe_change GROUP BY request HAVING count(*) > 1 \
            LIMIT \(BusInvariants.rowsMax)
            """)
    }

    /// What callers were told against what was done: every answer has its change, equal answers to
    /// one request, and no change that nobody asked for.
    func answers(_ log: BusLog) async throws -> [BusFinding] {
        var findings = log.problems.map {
            BusFinding(invariant: .oneChange, place: name, text: $0)
        }
        guard isProbe else { return findings }
        let answers = log.answers
        findings += try await self.findings(
            .oneChange, at: name,
            """
            SELECT format('request %s was told %s to %s, done is %s to %s', a.request, a.first, \
            a.last, c.first, c.last) FROM unnest(\(answers.map(\.request))::uuid[], \
            \(answers.map(\.first))::bigint[], \(answers.map(\.last))::bigint[]) \
            AS a(request, first, last) LEFT JOIN public.probe_change c USING (request) \
            WHERE (c.first, c.last) IS DISTINCT FROM (a.first, a.last) \
            LIMIT \(BusInvariants.rowsMax)
            """)
        findings += try await self.findings(
            .oneChange, at: name,
            """
            SELECT format('nobody asked for the change of request %s', c.request) \
            FROM public.probe_change c LEFT JOIN unnest(\(log.begun)::uuid[]) AS b(request) \
            USING (request) WHERE b.request IS NULL LIMIT \(BusInvariants.rowsMax)
            """)
        return findings
    }
}

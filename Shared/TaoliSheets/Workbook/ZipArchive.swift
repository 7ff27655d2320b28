import CZip
import Foundation

/// The package that a workbook is, opened by libzip. Used by one thread.
final class ZipArchive {
    private let handle: OpaquePointer
    private let limits: WorkbookLimits
    /// Bytes unpacked so far, over all parts.
    fileprivate var unpackedBytes = 0

    /// - Parameter descriptor: of the file; stays the caller's.
    /// - Throws: a `FileProblem` when it is no package or has more entries than allowed.
    init(descriptor: Int32, limits: WorkbookLimits) throws(FileProblem) {
        var code: Int32 = 0
        // libzip closes what it is given.
        let own = dup(descriptor)
        guard own >= 0, let handle = zip_fdopen(own, 0, &code) else {
            if own >= 0 { close(own) }
            throw .damagedWorkbook("zip \(code)")
        }
        self.handle = handle
        self.limits = limits
        guard zip_get_num_entries(handle, 0) <= limits.entriesMax else {
            throw .tooManyEntries(limits)
        }
    }

    deinit { zip_discard(handle) }

    /// Whether there is such a part; names are compared without case, as packages want it.
    func has(_ name: String) -> Bool { index(name) != nil }

    /// Opens a part for reading from its beginning.
    func open(_ name: String) throws(FileProblem) -> ZipPart {
        guard let index = index(name) else { throw .damagedWorkbook("no \(name)") }
        var facts = zip_stat_t()
        zip_stat_init(&facts)
        guard zip_stat_index(handle, index, 0, &facts) == 0,
            facts.valid & UInt64(ZIP_STAT_COMP_SIZE) != 0
        else { throw .damagedWorkbook(name) }
        guard facts.encryption_method == UInt16(ZIP_EM_NONE) else { throw .lockedWorkbook }
        guard let file = zip_fopen_index(handle, index, 0) else { throw .damagedWorkbook(name) }
        // No file is so long that this could overflow.
        let packed = min(Int(clamping: facts.comp_size), limits.unpackedBytesMax)
        return ZipPart(
            file: file, archive: self, name: name, limits: limits,
            bytesMax: max(limits.ratioFloorBytes, packed * limits.ratioMax))
    }

    private func index(_ name: String) -> UInt64? {
        let found = zip_name_locate(handle, name, UInt32(ZIP_FL_NOCASE))
        return found < 0 ? nil : UInt64(found)
    }
}

/// One part while it is read. The archive lives as long.
final class ZipPart {
    let name: String
    private let file: OpaquePointer
    private let archive: ZipArchive
    private let limits: WorkbookLimits
    private let bytesMax: Int
    private var bytes = 0

    fileprivate init(
        file: OpaquePointer, archive: ZipArchive, name: String, limits: WorkbookLimits,
        bytesMax: Int
    ) {
        self.file = file
        self.archive = archive
        self.name = name
        self.limits = limits
        self.bytesMax = bytesMax
    }

    deinit { zip_fclose(file) }

    /// Unpacks the next bytes; 0 at the end, where libzip has compared the check sum.
    func read(_ buffer: UnsafeMutableRawPointer, _ count: Int) throws(FileProblem) -> Int {
        let got = zip_fread(file, buffer, UInt64(count))
        guard got >= 0 else { throw .damagedWorkbook(name) }
        bytes += Int(got)
        archive.unpackedBytes += Int(got)
        if bytes > bytesMax { throw .unpackedTooLarge("ratioMax", limits) }
        if archive.unpackedBytes > limits.unpackedBytesMax {
            throw .unpackedTooLarge("unpackedBytesMax", limits)
        }
        return Int(got)
    }

    /// Unpacks all that is left, a piece at a time.
    func forEach(_ body: (UnsafeBufferPointer<UInt8>) throws(FileProblem) -> Void)
        throws(FileProblem)
    {
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64 * 1024)
        defer { buffer.deallocate() }
        guard let start = buffer.baseAddress else { return }
        while true {
            let count = try read(start, buffer.count)
            if count == 0 { return }
            try body(UnsafeBufferPointer(start: start, count: count))
        }
    }
}

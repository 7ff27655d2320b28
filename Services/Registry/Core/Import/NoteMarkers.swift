/// The phrases by which a source says that a row is doubtful: a data file of the project's own,
/// kept here as text because Core opens no files.
///
/// A line is `question,where,match,phrase`:
/// - `where`: `note` is every remark of the note column (everything but `legal_or_list_name=`),
///   `district` the school's district as text, `name` the school's name;
/// - `match`: `contains`, `ends` (the text ends with it), or `except` (the phrase is blanked out
///   before the others are looked for).
/// Letters are compared without case. `#` begins a comment.
package struct NoteMarkers: Sendable {
    enum Place: String { case note, district, name }
    enum Match: String { case contains, ends, except }

    struct Marker: Equatable, Sendable {
        let question: DoubtQuestion
        let place: Place
        let match: Match
        /// UTF-8, ASCII letters in lower case.
        let phrase: [UInt8]
    }

    let markers: [Marker]
    private let byPlace: [Place: [Marker]]

    /// The project's own list.
    package static let standard = NoteMarkers(parsing: text) ?? NoteMarkers(markers: [])

    init(markers: [Marker]) {
        self.markers = markers
        byPlace = Dictionary(grouping: markers, by: \.place)
    }

    /// `nil` when a line has another shape.
    package init?(parsing text: String) {
        var found: [Marker] = []
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let parts = line.split(separator: ",", maxSplits: 3).map(String.init)
            guard parts.count == 4, let question = DoubtQuestion(rawValue: parts[0]),
                let place = Place(rawValue: parts[1]), let match = Match(rawValue: parts[2])
            else { return nil }
            found.append(
                Marker(
                    question: question, place: place, match: match,
                    phrase: NoteMarkers.lowered(parts[3])))
        }
        self.init(markers: found)
    }

    /// The questions that texts of one kind raise, each with the phrase found; the order is that
    /// of the list, each question once.
    func questions(in texts: [String], at place: Place) -> [(DoubtQuestion, String)] {
        var found: [(DoubtQuestion, String)] = []
        guard let markers = byPlace[place] else { return [] }
        for text in texts where !text.isEmpty {
            var bytes = NoteMarkers.lowered(text)
            for marker in markers where marker.match == .except {
                while let hit = NoteMarkers.find(marker.phrase, in: bytes) {
                    bytes.replaceSubrange(hit, with: [UInt8(ascii: "|")])
                }
            }
            for marker in markers where marker.match != .except {
                let hits =
                    marker.match == .ends
                    ? bytes.suffix(marker.phrase.count).elementsEqual(marker.phrase)
                    : NoteMarkers.find(marker.phrase, in: bytes) != nil
                if hits, !found.contains(where: { $0.0 == marker.question }) {
                    found.append((marker.question, text))
                }
            }
        }
        return found
    }

    /// UTF-8 with ASCII letters in lower case; Chinese has no case.
    private static func lowered(_ text: String) -> [UInt8] {
        text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }
    }

    private static func find(_ phrase: [UInt8], in bytes: [UInt8]) -> Range<Int>? {
        guard let first = phrase.first, bytes.count >= phrase.count else { return nil }
        for start in 0...(bytes.count - phrase.count) where bytes[start] == first {
            if bytes[start..<(start + phrase.count)].elementsEqual(phrase) {
                return start..<(start + phrase.count)
            }
        }
        return nil
    }

    static let text = """
        # The source itself says that the row may be wrong.
        disputed,note,contains,possible false match
        disputed,note,contains,although
        disputed,note,contains,provisional
        disputed,note,contains,official name says
        disputed,note,contains,no enrolment
        disputed,note,contains,no enrollment
        disputed,note,contains,存疑
        disputed,note,contains,待核实
        # The school is not open yet.
        planned,note,contains,planned
        planned,note,contains,under construction
        planned,note,contains,ground broken
        planned,note,contains,not yet open
        planned,note,contains,建设中
        planned,note,contains,在建
        planned,note,contains,筹建
        planned,note,contains,筹办
        planned,note,contains,规划中
        # It is an institute, not a school. Names count only by their end: a school may be named
        # after the institute that helps it.
        not-a-school,note,contains,research institute
        not-a-school,note,contains,not a school
        not-a-school,note,contains,非学校
        not-a-school,name,ends,研究院
        not-a-school,name,ends,研究所
        not-a-school,name,ends,研究中心
        not-a-school,name,ends,教研室
        # It lies outside the city. Another district of the city is no reason to ask.
        outside,note,except,outside the district
        outside,note,except,outside its district
        outside,note,contains,outside
        outside,note,contains,another city
        outside,note,contains,市外
        outside,note,contains,外市
        outside,district,contains,outside
        outside,district,contains,市外
        outside,district,contains,外市
        """
}

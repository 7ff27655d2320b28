import TaoliModels
import Testing

@Suite("Nearest names")
struct NearestNameTests {
    @Test(
        "A slip finds what was meant",
        arguments: [
            ("schol_id", "school_id"), ("SCHOOL_ID", "school_id"), ("distrct", "district"),
            ("学校名", "学校名称"),
        ])
    func slips(text: String, meant: String) {
        let names = ["district", "school_id", "学校名称", "stage"]
        #expect(NearestName.nearest(to: text, in: names) == meant)
    }

    @Test("What is far from everything finds nothing", arguments: ["", "xyz", "longitude"])
    func nothingNear(text: String) {
        #expect(NearestName.nearest(to: text, in: ["district", "school_id", "stage"]) == nil)
    }
}

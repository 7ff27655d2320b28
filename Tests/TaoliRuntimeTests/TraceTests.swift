import Testing

@testable import TaoliRuntime

@Suite("Trace context")
struct TraceTests {
    private let valid = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    @Test("A child keeps the trace and has a span of its own")
    func child() throws {
        let parent = try #require(TraceContext(traceparent: valid))
        #expect(parent.traceparent == valid)
        let child = parent.child()
        #expect(child.traceID == parent.traceID)
        #expect(child.spanID != parent.spanID)
        #expect(TraceContext(traceparent: child.traceparent) == child)
    }

    @Test("A higher version is read as far as it is known")
    func higherVersion() {
        let text = "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00-more"
        #expect(TraceContext(traceparent: text)?.isSampled == false)
    }

    @Test(
        "What the recommendation calls invalid starts a new trace",
        arguments: [
            "", "00", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
            "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
        ])
    func invalid(text: String) async {
        #expect(TraceContext(traceparent: text) == nil)
        let trace = await TraceContext.continuing(text) { TraceContext.current }
        #expect(trace.map { TraceContext(traceparent: $0.traceparent) == $0 } == true)
    }
}

import Foundation

/// Generated files of the registry's kinds.
enum ImportFiles {
    private static let codes = ["440103", "440104", "440105", "440106", "440111"]

    static let districts = Data(
        ("district_code,name,level\n440100,广州市,city\n"
            + codes.map { "\($0),第\($0)区,district\n" }.joined()).utf8)

    /// New schools, each under a name of its own.
    static func schools(_ count: Int) -> Data {
        var text =
            "school_id,name,district_code,district,stage,ownership,longitude,latitude,note\n"
        for number in 1...count {
            let code = codes[number % codes.count]
            text += "bench-\(code)-\(number),第\(number)小学,\(code),,primary,public,113.27,23.13,\n"
        }
        return Data(text.utf8)
    }
}

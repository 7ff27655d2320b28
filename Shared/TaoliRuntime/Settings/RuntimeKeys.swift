import TaoliModels

/// The settings that every service has because of this module.
package enum RuntimeKeys {
    package static let logLevel = SettingKey(
        "log.level", .choice(["trace", "debug", "info", "notice", "warning", "error"]),
        default: "info",
        purpose: Wording("日志的最低级别", "the least severe level that is logged"))
    package static let grpcHost = SettingKey(
        "grpc.host", default: "127.0.0.1",
        purpose: Wording("gRPC 监听的 IPv4 地址", "IPv4 address on which gRPC calls are taken"))
    package static let grpcPort = SettingKey(
        "grpc.port", .integer(0...65535), default: "0",
        purpose: Wording(
            "gRPC 端口，0 表示任选空闲端口", "port of gRPC calls, 0 takes any free one"))
    package static let probesHost = SettingKey(
        "probes.host", default: "127.0.0.1",
        purpose: Wording("探针与指标监听的地址", "address of the probes and metrics"))
    package static let probesPort = SettingKey(
        "probes.port", .integer(0...65535), default: "0",
        purpose: Wording(
            "探针与指标端口，0 表示任选空闲端口", "port of probes and metrics, 0 takes any free one"))
    package static let publicKeys = SettingKey(
        "identity.public-keys",
        purpose: Wording(
            "验证令牌的公钥文件夹（<kid>.pem）", "folder of public keys (<kid>.pem) that verify tokens"))
    package static let signingKey = SettingKey(
        "identity.signing-key",
        purpose: Wording(
            "本服务签发令牌的私钥文件，文件名为 <kid>.pem",
            "private key file with which this service signs, named <kid>.pem"))
    package static let keyring = SettingKey(
        "keyring.folder",
        purpose: Wording(
            "加密、盲索引和请求指纹的编号密钥文件夹",
            "folder of the numbered keys for encryption, blind index and request fingerprints"))
    package static let passwordCost = SettingKey(
        "identity.password-cost", .choice(["standard", "light"]), default: "standard",
        purpose: Wording(
            "口令散列的计算量；light 只用于测试",
            "work of a password's hash; light is for tests only"))
    package static let callDeadline = SettingKey(
        "grpc.deadline", .seconds, default: "5",
        purpose: Wording("普通调用的最长时间（秒）", "longest time of an ordinary call"))
    package static let bulkDeadline = SettingKey(
        "grpc.bulk-deadline", .seconds, default: "30",
        purpose: Wording("批量调用的最长时间（秒）", "longest time of a bulk call"))
    package static let stopWithin = SettingKey(
        "stop.within", .seconds, default: "20",
        purpose: Wording(
            "收到停止信号后进程必须结束的时间（秒）",
            "time after a stop signal within which the process ends, come what may"))

    /// All of the above, in the order in which help lists them.
    package static let all = [
        logLevel, grpcHost, grpcPort, probesHost, probesPort, publicKeys, signingKey, passwordCost,
        keyring, callDeadline, bulkDeadline, stopWithin,
    ]
}

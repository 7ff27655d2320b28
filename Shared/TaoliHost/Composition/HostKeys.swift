import TaoliModels
package import TaoliRuntime

/// The settings that every service has besides those of TaoliRuntime.
package enum HostKeys {
    package static let postgresURL = SettingKey(
        "postgres.url", secret: true,
        purpose: Wording(
            "服务运行时使用的数据库地址（角色 …_app）",
            "database URL the service works with (role …_app)"))
    package static let postgresOwnerURL = SettingKey(
        "postgres.owner-url", secret: true,
        purpose: Wording(
            "迁移使用的数据库地址（角色 …_owner）", "database URL of migrations (role …_owner)"))
    package static let postgresConnections = SettingKey(
        "postgres.connections", .integer(2...100), default: "10",
        purpose: Wording("数据库连接数上限", "most database connections"))
    package static let kafkaBootstrap = SettingKey(
        "kafka.bootstrap",
        purpose: Wording("Kafka 地址，逗号分隔", "Kafka brokers, host:port separated by commas"))
    package static let kafkaEmbedded = SettingKey(
        "kafka.embedded", .flag, default: "false",
        purpose: Wording(
            "使用内置开发用消息代理", "the broker is the embedded development one"))
    package static let deployment = SettingKey(
        "deployment.id", default: "taoli",
        purpose: Wording(
            "本部署的编号，写入每个事件的来源", "this deployment's id, part of every event's source"))
    package static let lease = SettingKey(
        "messaging.lease", .seconds, default: "10",
        purpose: Wording(
            "单实例工作的租约时长（秒）", "length of the leases of work that runs once"))
    package static let recordApplied = SettingKey(
        "messaging.record-applied", .flag, default: "false",
        purpose: Wording(
            "逐条记录事件效果，供核验程序使用（演示与测试）",
            "record every event's effect for the verifying programs (demo and tests)"))
    package static let outboxRowsMax = SettingKey(
        "messaging.outbox-rows-max", .integer(1...100_000_000), default: "100000",
        purpose: Wording(
            "待发事件超过此数时，批量操作等待", "events waiting for the broker above which bulk work waits"))
    package static let outboxAgeMax = SettingKey(
        "messaging.outbox-age-max", .seconds, default: "60",
        purpose: Wording(
            "最早的待发事件等待超过此时长（秒）时，批量操作等待",
            "age of the oldest event waiting for the broker above which bulk work waits"))

    package static let workingDays = SettingKey(
        "working-days",
        purpose: Wording(
            "YAML 文件：国务院办公厅通知的、产品未附带年份的工作日（registry、evaluation）",
            "YAML file with working days of years that do not come with the product, by the State "
                + "Council's notices (registry, evaluation)"))

    /// All keys of a service, its own last.
    package static func all(_ own: [SettingKey]) -> [SettingKey] {
        [
            postgresURL, postgresOwnerURL, postgresConnections, kafkaBootstrap, kafkaEmbedded,
            deployment, lease, recordApplied, outboxRowsMax, outboxAgeMax, workingDays,
        ] + RuntimeKeys.all + own
    }
}

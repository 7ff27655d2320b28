/// The transaction of `ProbeCommand` in `CommandExecutor` as a script of pgbench: the same
/// statements in the same round trips, ids and payloads of the same sizes. Whoever changes
/// `CommandLog`, `OutboxInsert` or the executor changes this too.
enum CommandScript {
    /// Clients of both sides.
    static let clients = 8
    /// Aggregates that a client changes in turn.
    static let aggregatesEach = 50

    private static let id = "lpad(to_hex(:id::bigint), 32, '0')::uuid"
    private static let aggregate = "lpad(to_hex(:a::bigint), 32, '0')::uuid"

    private static func bytes(_ count: Int) -> String {
        "'\\x" + String(repeating: "61", count: count) + "'::bytea"
    }

    private static let key = """
        district = '440105' AND caller = 'probe' AND method = 'probe/Change' AND request_id = \(id)
        """

    static let text = """
        \\set n :n + 1
        \\set id :n * \(clients) + :client_id
        \\set a (:n % \(aggregatesEach)) * \(clients) + :client_id
        \\set v (:n + \(aggregatesEach - 1)) / \(aggregatesEach)
        \\startpipeline
        BEGIN ISOLATION LEVEL READ COMMITTED;
        SELECT set_config('taoli.scope', '{440105}', true);
        SELECT set_config('lock_timeout', '2s', true);
        INSERT INTO bus.command_log (district, caller, method, request_id, fingerprint, outcome) \
        VALUES ('440105', 'probe', 'probe/Change', \(id), \(bytes(39)), 'running') \
        ON CONFLICT DO NOTHING RETURNING 1;
        SELECT version FROM public.probe_state WHERE id = \(aggregate) FOR UPDATE;
        \\endpipeline
        \\startpipeline
        UPDATE public.probe_state SET version = :v::bigint, name = '' WHERE id = \(aggregate);
        INSERT INTO public.probe_change (request, id, first, last) \
        VALUES (\(id), \(aggregate), :v::bigint, :v::bigint);
        INSERT INTO bus.outbox (event_id, topic, aggregate_type, aggregate_id, sequence, \
        districts, type, causation, actor, traceparent, payload) \
        SELECT e.id, e.topic, e.kind, e.aggregate, e.sequence, \
        string_to_array(e.districts, ','), e.type, NULL::uuid, 'probe', NULL::text, e.payload \
        FROM unnest(ARRAY[\(id)], ARRAY['taoli.registry.school'::text], ARRAY['school'::text], \
        ARRAY[\(aggregate)], ARRAY[:v::bigint], ARRAY['440105'::text], \
        ARRAY['taoli.registry.events.v1.SchoolRenamed'::text], ARRAY[\(bytes(80))]) \
        WITH ORDINALITY AS e(id, topic, kind, aggregate, sequence, districts, type, payload, n) \
        ORDER BY e.n;
        INSERT INTO bus.audit (actor, role, unit, method, request_id, reason, subjects, districts, \
        traceparent) VALUES ('probe', 'district', 'district/440105', 'probe/Change', \(id), 'load', \
        ARRAY['school/' || \(aggregate)::text], ARRAY['440105'::text], NULL);
        UPDATE bus.command_log SET outcome = 'answered', response = \(bytes(43)) WHERE \(key);
        COMMIT;
        \\endpipeline

        """
}

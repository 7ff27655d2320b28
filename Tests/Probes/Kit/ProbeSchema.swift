package import TaoliPostgres

/// The tables of a probe service: the smallest state an aggregate needs, what a command did, and
/// what a consumer did. None has a key that would hide a change or an effect made twice.
package enum ProbeSchema {
    /// The probe's own track; runs behind the bus's.
    package static let migrations = [
        Migration(
            number: 1, name: "probe",
            sql: """
                CREATE TABLE public.probe_state (
                    id uuid PRIMARY KEY, version bigint NOT NULL, name text NOT NULL);
                CREATE TABLE public.probe_change (
                    serial bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, request uuid NOT NULL,
                    id uuid NOT NULL, first bigint NOT NULL, last bigint NOT NULL);
                CREATE INDEX ON public.probe_change (request);
                CREATE TABLE public.probe_effect (
                    serial bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, consumer text NOT NULL,
                    event uuid NOT NULL, id uuid NOT NULL, sequence bigint NOT NULL,
                    name text NOT NULL);
                GRANT ALL ON public.probe_state, public.probe_change, public.probe_effect TO PUBLIC;
                """)
    ]
}

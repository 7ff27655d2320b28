-- The copy of registry can be rebuilt (ADR 0018): the switch replaces all its rows, which the bus
-- does only for tables whose rows the service may delete.

grant delete on rotation.school, rotation.site, rotation.school_group, rotation.membership to taoli_rotation_all;

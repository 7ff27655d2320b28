-- The copy of registry can be rebuilt (ADR 0018): the switch replaces all its rows, which the bus
-- does only for tables whose rows the service may delete.

grant delete on evaluation.school, evaluation.site, evaluation.school_group, evaluation.membership to taoli_evaluation_all;

#!/bin/sh
# `swift build` without those variables of the environment that differ from call to call and say
# nothing to a compiler. SwiftPM plans all targets anew, and compiles some, when any variable has
# changed: a minute and more for nothing.
for name in MAKEFLAGS MAKELEVEL MAKE_TERMERR MAKE_TERMOUT MFLAGS OLDPWD SHLVL \
    FILTER ROOT RUN SCRIPTS SSH_CLIENT SSH_CONNECTION SSH_TTY XDG_SESSION_ID \
    $(env | sed -n 's/^\(TAOLI_[A-Z0-9_]*\)=.*/\1/p'); do
    unset "$name"
done
exec swift build "$@"

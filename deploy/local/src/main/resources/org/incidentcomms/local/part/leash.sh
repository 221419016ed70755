# Outlives the supervisor by a moment: when it is gone, however it went, stops what it left behind.
# Standard input is a pipe that only the supervisor holds; $1 is the folder of the parts' *.pid files.
trap '' INT HUP TERM
cat >/dev/null

alive() { # the processes named by pid files that still run
    for file in "$1"/*.pid; do
        [ -e "$file" ] || continue
        read -r pid <"$file" || continue
        kill -0 "$pid" 2>/dev/null && echo "$pid"
    done
}

for pid in $(alive "$1"); do
    kill -TERM "$pid" 2>/dev/null
done
# To PostgreSQL a TERM means "when the last client has left", an INT means now.
if read -r pid 2>/dev/null <"$1/postgres.pid"; then kill -INT "$pid" 2>/dev/null; fi

tries=0
while [ -n "$(alive "$1")" ] && [ $tries -lt 100 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
for pid in $(alive "$1"); do
    kill -KILL "$pid" 2>/dev/null
done
rm -f "$1"/*.pid

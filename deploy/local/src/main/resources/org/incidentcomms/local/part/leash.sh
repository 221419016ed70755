# Runs beside the supervisor: when that ends, for whatever reason, stops the processes it left behind. Standard input is
# a pipe that only the supervisor holds; $1 is the directory of the parts' *.pid files.
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
# PostgreSQL waits for its clients on TERM; INT stops it at once.
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

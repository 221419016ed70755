# Sourced by the commands of this directory and of ../bench: finds a JDK, builds what is missing or older than its
# sources, runs a Java command. $TOP is the project's root directory, set by the sourcing script.
. "$TOP/.mvn/find-jdk.sh"

SERVICES="incident-api notifier-email notifier-twitter notifier-blog"

stale() { # $1 = what is built, the rest = the files and folders it is built from
    product=$1
    shift
    [ -e "$product" ] || return 0
    [ -n "$(find "$@" -type f -newer "$product" 2>/dev/null | head -n 1)" ]
}

# Prints the modules whose build is missing or older than its sources.
stale_modules() { # $@ = services
    cd "$TOP"
    kit="pom.xml incident-api/events/pom.xml incident-api/events/src/main
        incident-api/service-kit/pom.xml incident-api/service-kit/src/main
        incident-api/notifier-kit/pom.xml incident-api/notifier-kit/src/main"
    for service in "$@"; do
        stale "$service/target/quarkus-app/quarkus-run.jar" $kit "$service/pom.xml" "$service/src/main" && echo "$service"
    done
    testkit="incident-api/testkit/pom.xml incident-api/testkit/src/main"
    stale deploy/local/target/class-path $kit $testkit deploy/local/pom.xml deploy/local/src/main && echo deploy/local
    [ -z "${WITH_BENCH:-}" ] ||
        ! stale deploy/bench/target/class-path $kit $testkit deploy/*/pom.xml deploy/*/src/main || echo deploy/bench
}

# Builds the stale modules and prints each module's name; the complete output is kept in a file.
build() { # $@ = services
    modules=$(stale_modules "$@" | paste -sd, -)
    [ -n "$modules" ] || return 0
    log=$TOP/deploy/local/target/build.log
    mkdir -p "$(dirname "$log")"
    echo "Building $modules ..." >&2
    status=$(
        { "$TOP/mvnw" -B -f "$TOP/pom.xml" -Dquick -pl "$modules" -am package 2>&1 && echo "BUILD ENDED 0" || echo "BUILD ENDED 1"; } |
            tee "$log" | awk '
                / Building .*\[[0-9]+\/[0-9]+\]/ {
                    n = $NF; sub(/^\[INFO\] Building /, ""); sub(/ 0\.1\.0.*/, ""); print "  " n " " $0 > "/dev/stderr" }
                /^mvnw:/ { print "  " $0 > "/dev/stderr" }
                /Downloaded from/ { if (++files % 100 == 0) print "  " files " files fetched" > "/dev/stderr" }
                /^BUILD ENDED/ { print $3 }'
    )
    if [ "$status" != 0 ]; then
        echo "The build failed (complete output: $log):" >&2
        errors=$(grep '^\[ERROR\]' "$log" | head -n 15)
        echo "${errors:-$(tail -n 15 "$log")}" >&2
        echo "If an earlier version was built in this directory, its old files may be the cause; run: ./mvnw clean" >&2
        exit 1
    fi
}

java_command() { # $1 = module folder below $TOP, $2 = main class, the rest = its arguments
    folder=$TOP/$1
    main=$2
    shift 2
    # Jars only: a shared class archive does not support directories.
    exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx96m ${JAVA_FLAGS:-} \
        -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
        -cp "$(echo "$folder"/target/*.jar):$(cat "$folder/target/class-path")" "$main" "$TOP" "$@"
}

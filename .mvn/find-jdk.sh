# Sourced by mvnw and by the scripts under deploy/: sets JAVA_HOME to a JDK >= 21, or ends the script, and sees to it
# that Java can open files whose names are not ASCII: in the C locale it cannot.
# JAVA_HOME itself if it is new enough, else the newest one in the usual JVM folders or on the PATH.
MIN_JAVA=21

# The feature release of the JDK in $1 (17, 21, 25 ...), or 0 where there is no compiler.
jdk_release() {
    [ -x "$1/bin/javac" ] || { echo 0; return; }
    if [ -r "$1/release" ]; then
        v=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    else
        v=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
    fi
    echo "${v:-0}"
}

find_jdk() {
    if [ -n "${JAVA_HOME:-}" ] && [ "$(jdk_release "$JAVA_HOME")" -ge $MIN_JAVA ]; then
        echo "$JAVA_HOME"; return
    fi
    on_path=$(command -v javac 2>/dev/null || true)
    [ -n "$on_path" ] && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    best=; best_release=0
    for home in "$on_path" /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -n "$home" ] && [ -d "$home" ] || continue
        release=$(jdk_release "$home")
        if [ "$release" -gt "$best_release" ]; then best=$home; best_release=$release; fi
    done
    if [ "$best_release" -lt $MIN_JAVA ]; then
        echo "$(basename "$0"): no JDK >= $MIN_JAVA found; install one, or point JAVA_HOME at it" >&2
        return 1
    fi
    echo "$best"
}

JAVA_HOME=$(find_jdk) || exit 1
export JAVA_HOME

case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
    *UTF-8* | *utf-8* | *UTF8* | *utf8*) ;;
    *) LC_ALL=C.UTF-8; export LC_ALL ;;
esac

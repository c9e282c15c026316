package dev.connections.testing.snowflake;

/** What a driver can ask for. */
public enum RequestKind {
    LOGIN("/session/v1/login-request"),
    QUERY("/queries/v1/query-request"),
    RESULT("/queries/"),
    ABORT("/queries/v1/abort-request"),
    STATUS("/monitoring/queries/"),
    HEARTBEAT("/session/heartbeat"),
    RENEWAL("/session/token-request"),
    CHUNK("/chunks/"),
    LOGOUT("/session"),
    OTHER("/");

    private final String path;

    RequestKind(String path) {
        this.path = path;
    }

    static RequestKind of(String path) {
        RequestKind best = OTHER;
        for (RequestKind kind : values()) {
            if (path.startsWith(kind.path) && kind.path.length() > best.path.length()) {
                best = kind;
            }
        }
        return best;
    }
}

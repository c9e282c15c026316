package dev.connections.login;

/** The reason why a login has ended. */
enum LoginEndReason {
    BROKEN("its connection broke"),
    LOGGED_OUT("its user logged out"),
    REPLACED("another login has the same id"),
    SUPERSEDED("its user has newer ones"),
    IDLE("it was idle"),
    RESET("it was reset"),
    RECONFIGURED("the connection has other settings"),
    CLOSED("the connection is closed");

    private final String reason;

    LoginEndReason(String reason) {
        this.reason = reason;
    }

    @Override
    public String toString() {
        return reason;
    }
}

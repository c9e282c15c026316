package dev.connections.autoconfigure.login;

import java.util.List;

/** Something names logins that there are not, or gates what it cannot. Has all problems at once. */
public final class InvalidLoginsException extends RuntimeException {

    private final transient List<String> problems;

    /** Creates an exception with one line for each problem. The problems must not hold secrets. */
    public InvalidLoginsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}

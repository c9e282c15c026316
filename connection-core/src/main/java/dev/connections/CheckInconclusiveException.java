package dev.connections;

/**
 * Thrown by {@link ConnectionFactory#isAlive} when a health check has no result: the target has neither responded nor
 * failed, and may still do so, such as while a slow login is under way. The resource stays in use, and is checked
 * again. The factory bounds how long that can go on.
 */
public class CheckInconclusiveException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what the check waits for */
    public CheckInconclusiveException(String message) {
        super(message);
    }
}

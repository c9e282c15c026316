package dev.connections.testing;

/**
 * The seed of generated inputs. It is the same in each build, so that a test fails because of a change, not once in many builds.
 * Others are tried with {@code -Dtests.seed}.
 */
public final class Seed {

    /** That of this JVM. */
    public static final long VALUE = Long.getLong("tests.seed", 20_261_130);

    private Seed() {}
}

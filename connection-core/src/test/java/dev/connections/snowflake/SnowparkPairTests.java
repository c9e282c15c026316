package dev.connections.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.testing.snowflake.TestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** Snowpark with each generation of the driver: one of them it does not work with, and that is told. */
@Timeout(60)
class SnowparkPairTests {

    @Test
    void aPairThatDoesNotWorkIsNamedWithItsVersions() {
        try (TestAccount account = new TestAccount()) {
            if (TestDriver.isOld()) {
                assertThat(account.warehouse.session()).hasToString("SnowparkSession[warehouse]");
            } else {
                assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                        .isThrownBy(account.warehouse::session)
                        .withMessage("Connection 'warehouse': com.snowflake:snowpark 1.16.0 does not work with"
                                + " net.snowflake:snowflake-jdbc " + System.getProperty("snowflake-jdbc.version")
                                + ": take com.snowflake:snowpark:1.16.0 with net.snowflake:snowflake-jdbc:3.24.2");
            }
            assertThat(account.one()).isEqualTo(1);
        }
    }

    @Test
    void withoutSnowparkItsCoordinatesAreTold() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (TestAccount account = new TestAccount()) {
            Thread.currentThread().setContextClassLoader(new WithoutSnowpark(before));
            assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                    .isThrownBy(account.warehouse::session)
                    .withMessageContaining("'warehouse'")
                    .withMessageContaining("com.snowflake:snowpark:1.16.0")
                    .withMessageContaining("net.snowflake:snowflake-jdbc:3.24.2");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static final class WithoutSnowpark extends ClassLoader {

        WithoutSnowpark(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.snowflake.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}

package dev.connections.test;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;
import org.springframework.util.StringUtils;

/** Bootstraps {@link ConnectionsTest}. */
final class ConnectionsTestContextBootstrapper extends TestSliceTestContextBootstrapper<ConnectionsTest> {

    private static final String[] LAZY = {"connections.defaults.start=lazy"};

    @Override
    protected String[] getProperties(Class<?> testClass) {
        String @Nullable [] properties = super.getProperties(testClass);
        return (properties != null) ? StringUtils.concatenateStringArrays(LAZY, properties) : LAZY;
    }
}

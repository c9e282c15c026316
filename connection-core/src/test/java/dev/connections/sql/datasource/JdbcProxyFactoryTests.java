package dev.connections.sql.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcProxyFactoryTests {

    @ParameterizedTest
    @ValueSource(classes = {Calls.class, Results.class, Sessions.class, MetaData.class})
    void eachMethodCallsTheTarget(Class<? extends JdbcProxyFactory.Delegate> type) throws Exception {
        Class<?> jdbc = type.getInterfaces()[0];
        List<@Nullable Object> called = new ArrayList<>();
        Object target =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {jdbc}, (proxy, method, arguments) -> {
                    called.add(method.getName());
                    called.addAll(Arrays.asList(method.getParameterTypes()));
                    called.addAll((arguments != null) ? Arrays.asList(arguments) : List.of());
                    return value(method.getReturnType());
                });
        Object delegate = new JdbcProxyFactory<>(type, Object.class).create(target);
        for (Method method : jdbc.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) || method.getName().equals("getRow")) {
                continue;
            }
            called.clear();
            List<@Nullable Object> expected = new ArrayList<>(List.of(method.getName()));
            expected.addAll(Arrays.asList(method.getParameterTypes()));
            @Nullable Object[] arguments = new @Nullable Object[method.getParameterCount()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = value(method.getParameterTypes()[i]);
                expected.add(arguments[i]);
            }
            assertThat(method.invoke(delegate, arguments)).as("%s", method).isEqualTo(value(method.getReturnType()));
            assertThat(called).as("%s", method).isEqualTo(expected);
        }
    }

    @Test
    void methodsOfTheClassAreItsOwn() throws SQLException {
        Results results = new JdbcProxyFactory<>(Results.class, Object.class).create("no result set");
        assertThat(results.getRow()).isEqualTo(7);
        assertThat(results).hasToString("results");
    }

    @Test
    void failuresOfTheTargetAreThrownAsTheyAre() {
        SQLException failure = new SQLException("gone");
        ResultSet target = (ResultSet) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ResultSet.class}, (proxy, method, arguments) -> {
                    throw failure;
                });
        Results results = new JdbcProxyFactory<>(Results.class, Object.class).create(target);
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> results.getLong("id"))
                .isSameAs(failure);
    }

    /** A value that is not the default one of the type. */
    private static @Nullable Object value(Class<?> type) {
        if (!type.isPrimitive() || type == void.class) {
            return null;
        }
        if (type == boolean.class) {
            return true;
        }
        Object one = Array.newInstance(type, 1);
        Array.setByte(one, 0, (byte) 3);
        return Array.get(one, 0);
    }

    abstract static class Target implements JdbcProxyFactory.Delegate {

        private final Object target;

        Target(Object target) {
            this.target = target;
        }

        @Override
        public Object target() {
            return target;
        }
    }

    abstract static class Calls extends Target implements CallableStatement {

        Calls(Object target) {
            super(target);
        }
    }

    abstract static class Results extends Target implements ResultSet {

        Results(Object target) {
            super(target);
        }

        @Override
        public int getRow() {
            return 7;
        }

        @Override
        public String toString() {
            return "results";
        }
    }

    abstract static class Sessions extends Target implements Connection {

        Sessions(Object target) {
            super(target);
        }
    }

    abstract static class MetaData extends Target implements DatabaseMetaData {

        MetaData(Object target) {
            super(target);
        }
    }
}

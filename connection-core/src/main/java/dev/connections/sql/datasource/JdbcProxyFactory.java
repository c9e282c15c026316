package dev.connections.sql.datasource;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.springframework.cglib.proxy.Callback;
import org.springframework.cglib.proxy.CallbackFilter;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.cglib.proxy.NoOp;
import org.springframework.cglib.proxy.ProxyRefDispatcher;

/**
 * Generates proxies from abstract implementations of JDBC interfaces: each abstract method calls the target. The calls
 * are generated rather than reflective, because a result set is called for each value. Immutable.
 *
 * @param <T> the abstract class
 */
final class JdbcProxyFactory<T extends JdbcProxyFactory.Delegate> {

    private static final int TO_TARGET = 0;

    private static final int OWN = 1;

    private static final Callback[] CALLBACKS = {
        (ProxyRefDispatcher) delegate -> ((Delegate) delegate).target(), NoOp.INSTANCE
    };

    private final Constructor<? extends T> constructor;

    /** @param constructorTypes the parameters of the class's constructor */
    JdbcProxyFactory(Class<T> type, Class<?>... constructorTypes) {
        Enhancer enhancer = new Enhancer();
        enhancer.setSuperclass(type);
        enhancer.setUseFactory(false);
        enhancer.setCallbackFilter(new Filter(type));
        enhancer.setCallbackTypes(new Class<?>[] {ProxyRefDispatcher.class, NoOp.class});
        try {
            Class<?> created = enhancer.createClass();
            Class<? extends T> generated = created.asSubclass(type);
            Enhancer.registerStaticCallbacks(generated, CALLBACKS);
            this.constructor = generated.getDeclaredConstructor(constructorTypes);
        } catch (NoSuchMethodException ex) {
            throw new IllegalStateException(ex);
        }
    }

    T create(Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException | InstantiationException | IllegalAccessException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Calls what it does not implement at another object. */
    public interface Delegate {

        Object target();
    }

    /** The default methods of JDBC's interfaces are implemented by the drivers as well. */
    private record Filter(Class<?> type) implements CallbackFilter {

        @Override
        public int accept(Method method) {
            return method.getDeclaringClass().isInterface() && method.getDeclaringClass() != Delegate.class
                    ? TO_TARGET
                    : OWN;
        }
    }
}

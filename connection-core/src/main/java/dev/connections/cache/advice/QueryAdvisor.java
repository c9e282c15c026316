package dev.connections.cache.advice;

import dev.connections.Connections;
import org.aopalliance.aop.Advice;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AbstractPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.util.Assert;

/**
 * Gives {@link dev.connections.cache.CachedQuery} and {@link dev.connections.cache.EvictQueries} methods their effect,
 * where an auto-proxy creator of Spring proxies beans. Looks for the {@link Connections} bean when such a method is
 * first called.
 *
 * <p>It comes before the advice of transactions: a result that is there needs none, and results are evicted when the
 * method's own has committed. It comes after that of method security.
 */
public final class QueryAdvisor extends AbstractPointcutAdvisor implements BeanFactoryAware {

    /** Between method security, whose orders are small, and transactions, which come last. */
    public static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 1000;

    private final transient QueryPointcut pointcut;

    private final transient QueryInterceptor interceptor = new QueryInterceptor();

    /** @param subclassed whether classes are proxied by subclasses, so that a final class is left alone */
    public QueryAdvisor(boolean subclassed) {
        this.pointcut = new QueryPointcut(subclassed);
        setOrder(DEFAULT_ORDER);
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        Assert.isInstanceOf(ConfigurableBeanFactory.class, beanFactory);
        interceptor.use(new QueryMethods((ConfigurableBeanFactory) beanFactory));
    }

    /** What is advised, and what of it cannot be. */
    public QueryMethods methods() {
        return interceptor.methods();
    }

    @Override
    public Pointcut getPointcut() {
        return pointcut;
    }

    @Override
    public Advice getAdvice() {
        return interceptor;
    }
}

package dev.connections.autoconfigure.sql;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/**
 * Applies the spellings to the interceptor of {@code @Transactional}. Comes before all that proxies beans, since the
 * first proxy makes the interceptor.
 */
final class TransactionManagerAliasesPostProcessor implements BeanPostProcessor, PriorityOrdered {

    private final TransactionManagerAliases spellings;

    TransactionManagerAliasesPostProcessor(TransactionManagerAliases spellings) {
        this.spellings = spellings;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof TransactionInterceptor interceptor) {
            spellings.applyTo(interceptor);
        }
        return bean;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}

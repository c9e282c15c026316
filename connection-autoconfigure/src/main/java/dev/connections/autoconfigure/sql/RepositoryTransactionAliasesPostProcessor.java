package dev.connections.autoconfigure.sql;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.data.repository.core.support.RepositoryFactoryBeanSupport;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/** Applies the spellings to repositories, each of which has an interceptor of its own. */
final class RepositoryTransactionAliasesPostProcessor implements BeanPostProcessor {

    private final TransactionManagerAliases spellings;

    RepositoryTransactionAliasesPostProcessor(TransactionManagerAliases spellings) {
        this.spellings = spellings;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof RepositoryFactoryBeanSupport<?, ?, ?> repositories) {
            repositories.addRepositoryFactoryCustomizer(
                    factory -> factory.addRepositoryProxyPostProcessor((proxy, repository) -> apply(proxy)));
        }
        return bean;
    }

    private void apply(ProxyFactory proxy) {
        for (Advisor advisor : proxy.getAdvisors()) {
            if (advisor.getAdvice() instanceof TransactionInterceptor interceptor) {
                spellings.applyTo(interceptor);
            }
        }
    }
}

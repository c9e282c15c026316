package dev.connections.sql.data;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.data.jdbc.repository.support.JdbcRepositoryFactoryBean;
import org.springframework.data.repository.core.support.RepositoryFactoryBeanSupport;

/**
 * A class as if it had one {@link EnableConnectionRepositories} only, together with the attributes that Spring Data
 * reads and that follow from the connection.
 *
 * @param attributes of the one annotation
 */
record ConnectionRepositoriesMetadata(AnnotationAttributes attributes) implements MethodInterceptor {

    static AnnotationMetadata of(AnnotationMetadata type, AnnotationAttributes declared, RepositoryBeans beans) {
        AnnotationAttributes attributes = new AnnotationAttributes(declared);
        attributes.put("value", new String[0]);
        attributes.put("jdbcAggregateOperationsRef", beans.name(RepositoryBeans.AGGREGATE_TEMPLATE));
        attributes.put("jdbcOperationsRef", "");
        attributes.replace(
                "repositoryFactoryBeanClass", RepositoryFactoryBeanSupport.class, JdbcRepositoryFactoryBean.class);
        attributes.put("dataAccessStrategyRef", "");
        attributes.put("transactionManagerRef", beans.name("TransactionManager"));
        ProxyFactory factory = new ProxyFactory();
        factory.setTarget(type);
        factory.setInterfaces(AnnotationMetadata.class);
        factory.addAdvice(new ConnectionRepositoriesMetadata(attributes));
        return (AnnotationMetadata) factory.getProxy(AnnotationMetadata.class.getClassLoader());
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        boolean own = call.getMethod().getName().equals("getAnnotationAttributes")
                && call.getArguments().length == 1
                && call.getArguments()[0].equals(EnableConnectionRepositories.class.getName());
        return own ? attributes : call.proceed();
    }
}

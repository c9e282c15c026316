package dev.connections.autoconfigure.cache;

import dev.connections.cache.advice.InvalidQueryMethodsException;
import dev.connections.cache.advice.QueryAdvisor;
import dev.connections.cache.advice.QueryMethods;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Checks annotated methods: of all beans together when the application starts, and of a bean that is made later when it
 * is. Looks only at beans that there are, so that it loads no class and makes no bean that would not be made otherwise.
 */
final class QueryMethodValidator implements BeanFactoryPostProcessor, BeanPostProcessor, SmartInitializingSingleton {

    private static final Logger logger = LoggerFactory.getLogger(QueryMethodValidator.class);

    private final ConfigurableListableBeanFactory beanFactory;

    /** Objects that no factory has made, such as the doubles of tests. */
    private Set<String> registeredByHand = Set.of();

    /** Beans that are made while the application starts, by name. */
    private final Map<String, AdvisedBean> early = new ConcurrentHashMap<>();

    private final Set<Class<?>> checked = ConcurrentHashMap.newKeySet();

    private volatile boolean started;

    QueryMethodValidator(ConfigurableListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory any) {
        registeredByHand = Set.of(beanFactory.getSingletonNames());
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        AdvisedBean advised = (bean instanceof FactoryBean) ? null : AdvisedBean.of(name, bean);
        if (advised != null) {
            if (!started) {
                early.put(name, advised);
            } else if (!advised.mayGetProxyLater()) {
                fail(check(advised));
            }
        }
        return bean;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Map<String, AdvisedBean> beans = new LinkedHashMap<>();
        for (String name : beanFactory.getSingletonNames()) {
            AdvisedBean advised = present(name);
            if (advised != null) {
                beans.put(name, advised);
            }
        }
        // one of a circle was seen without the proxy that it has by now
        early.forEach(beans::putIfAbsent);
        early.clear();
        List<String> problems = new ArrayList<>();
        beans.values().forEach(bean -> problems.addAll(check(bean)));
        if (!checked.isEmpty()) {
            problems.addAll(problemsOfNames());
        }
        started = true;
        fail(problems);
        warnOfSharedResults(beans.values());
    }

    /** Results are distinguished by class, method and arguments: two beans of a class may have different results. */
    private static void warnOfSharedResults(Collection<AdvisedBean> beans) {
        Map<Class<?>, List<String>> names = new LinkedHashMap<>();
        for (AdvisedBean bean : beans) {
            if (!Proxy.isProxyClass(bean.type())) {
                names.computeIfAbsent(bean.type(), type -> new ArrayList<>()).add(bean.name());
            }
        }
        names.forEach((type, all) -> {
            if (all.size() > 1) {
                logger.warn(
                        "The beans {} are all of {}: they share what is cached. If their results differ, give "
                                + "each its own class, or a 'key' that distinguishes them",
                        all,
                        type.getSimpleName());
            }
        });
    }

    /** A bean that has been made before this could see it. */
    private @Nullable AdvisedBean present(String name) {
        Object bean = beanFactory.getSingleton(name);
        if (bean instanceof FactoryBean<?> factory) {
            Class<?> type = factory.getObjectType();
            boolean given = type != null && factory.isSingleton() && QueryMethods.areIn(type);
            return given ? AdvisedBean.of(name, beanFactory.getBean(name)) : null;
        }
        return (bean != null) ? AdvisedBean.of(name, bean) : null;
    }

    private List<String> check(AdvisedBean bean) {
        boolean first = checked.add(bean.type());
        if (!bean.isProxied()) {
            readNames(bean.type());
            if (registeredByHand.contains(bean.name())) {
                logger.warn(bean.registeredByHand());
                return List.of();
            }
            return List.of(bean.notProxied());
        }
        return first ? bean.problems(methods()) : List.of();
    }

    private QueryMethods methods() {
        return beanFactory.getBean(QueryAdvisor.class).methods();
    }

    private void readNames(Class<?> type) {
        QueryMethods.of(type).forEach(method -> methods().problems(method, type));
    }

    /**
     * A name may be that of a bean which has not been made yet: only where one is missing are the classes of others
     * asked.
     */
    private List<String> problemsOfNames() {
        QueryMethods methods = methods();
        if (methods.problemsOfNames().isEmpty() && methods.unknownNames().isEmpty()) {
            return List.of();
        }
        for (String name : beanFactory.getBeanDefinitionNames()) {
            Class<?> type = beanFactory.containsSingleton(name) ? null : beanFactory.getType(name, false);
            if (type != null && QueryMethods.areIn(type)) {
                readNames(type);
            }
        }
        methods.unknownNames().forEach(logger::warn);
        return methods.problemsOfNames();
    }

    private static void fail(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidQueryMethodsException(problems);
        }
    }
}

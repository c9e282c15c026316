package dev.connections.autoconfigure.binding;

import dev.connections.NearestName;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;

/**
 * The SSL bundles of an application. Connections are checked before any bean is made, so this tells from the
 * configuration until there are beans; and says nothing where the application has bundles that are not configured.
 */
final class SslBundleNames {

    private final Set<String> names;

    private final boolean complete;

    private SslBundleNames(Set<String> names, boolean complete) {
        this.names = names;
        this.complete = complete;
    }

    static SslBundleNames of(ConfigurableListableBeanFactory beanFactory, Environment environment) {
        Set<String> names = new TreeSet<>();
        for (String kind : Set.of("pem", "jks")) {
            Binder.get(environment)
                    .bind("spring.ssl.bundle." + kind, Bindable.mapOf(String.class, Object.class))
                    .ifBound(bundles -> names.addAll(bundles.keySet()));
        }
        for (String beanName : beanFactory.getBeanNamesForType(SslBundles.class, true, false)) {
            if (beanFactory.getSingleton(beanName) instanceof SslBundles bundles) {
                names.addAll(bundles.getBundleNames());
            }
        }
        return new SslBundleNames(
                names, !hasOwn(beanFactory, SslBundles.class) && !hasOwn(beanFactory, SslBundleRegistrar.class));
    }

    private static boolean hasOwn(ConfigurableListableBeanFactory beanFactory, Class<?> type) {
        for (String beanName : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type, true, false)) {
            if (!beanFactory.containsBeanDefinition(beanName)
                    || !SslAutoConfiguration.class
                            .getName()
                            .equals(beanFactory.getBeanDefinition(beanName).getFactoryBeanName())) {
                return true;
            }
        }
        return false;
    }

    /** What is wrong with the name of a bundle, as far as it is known. */
    Optional<String> problemWith(String name) {
        if (!complete || names.contains(name)) {
            return Optional.empty();
        }
        return Optional.of("is '" + name + "', and there is no SSL bundle of that name. "
                + (names.isEmpty() ? "Configure one under 'spring.ssl.bundle'." : NearestName.hint(name, names)));
    }
}

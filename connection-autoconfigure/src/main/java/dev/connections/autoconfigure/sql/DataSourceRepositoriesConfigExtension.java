package dev.connections.autoconfigure.sql;

import dev.connections.sql.data.ConnectionRepositoryConfigExtension;
import java.util.Collection;
import java.util.Set;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.core.io.ResourceLoader;
import org.springframework.data.jdbc.repository.config.JdbcRepositoryConfigExtension;
import org.springframework.data.repository.config.RepositoryConfiguration;
import org.springframework.data.repository.config.RepositoryConfigurationSource;

/** Spring Data's way to register JDBC repositories, without those of named connections. For one registration. */
final class DataSourceRepositoriesConfigExtension extends JdbcRepositoryConfigExtension {

    private Set<String> taken = Set.of();

    @Override
    public void registerBeansForRoot(BeanDefinitionRegistry registry, RepositoryConfigurationSource source) {
        super.registerBeansForRoot(registry, source);
        taken = ConnectionRepositoryConfigExtension.repositoriesIn(registry);
    }

    @Override
    public <T extends RepositoryConfigurationSource> Collection<RepositoryConfiguration<T>> getRepositoryConfigurations(
            T source, ResourceLoader loader, boolean strictMatchesOnly) {
        Collection<RepositoryConfiguration<T>> all =
                super.getRepositoryConfigurations(source, loader, strictMatchesOnly);
        return all.stream()
                .filter(configuration -> !taken.contains(configuration.getRepositoryInterface()))
                .toList();
    }
}

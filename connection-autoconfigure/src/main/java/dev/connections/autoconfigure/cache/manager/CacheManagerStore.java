package dev.connections.autoconfigure.cache.manager;

import dev.connections.autoconfigure.registry.CacheStore;
import dev.connections.cache.SharedLevel;
import dev.connections.cache.manager.CacheManagerLevel;
import java.util.Set;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** Shares the cache of a connection in the cache {@code connections.<name>} of a {@link CacheManager}. */
final class CacheManagerStore implements CacheStore {

    private final ConfigurableListableBeanFactory beanFactory;

    CacheManagerStore(ConfigurableListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    @Override
    public Set<String> names() {
        return Set.of(beanFactory.getBeanNamesForType(CacheManager.class, true, false));
    }

    @Override
    public SharedLevel open(SharedCache shared, SharedLevel.Listener listener) {
        String store = shared.properties().store();
        String name = "connections." + shared.connection();
        Cache cache = beanFactory.getBean(store, CacheManager.class).getCache(name);
        if (cache == null) {
            throw new IllegalArgumentException("is '" + store + "', and this CacheManager has no cache '" + name
                    + "'. Configure one of that name.");
        }
        return new CacheManagerLevel(shared.connection(), shared.target(), shared.role(), cache, shared.encoding());
    }
}

package dev.connections.autoconfigure.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.ConfigTreePropertySource.Option;
import org.springframework.core.env.PropertySource;

/** Reads the files of {@code configtree:} again. Which files there are is known from the start. */
public final class LiveConfigTree implements LivePropertySourceFactory {

    @Override
    public @Nullable PropertySource<?> of(PropertySource<?> source) {
        if (!(source instanceof ConfigTreePropertySource tree) || !tree.isImmutable()) {
            return null;
        }
        Path directory = tree.getSource();
        return Files.isDirectory(directory)
                ? new ConfigTreePropertySource(
                        tree.getName(), directory, Option.ALWAYS_READ, Option.AUTO_TRIM_TRAILING_NEW_LINE)
                : null;
    }
}

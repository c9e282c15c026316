package dev.connections.autoconfigure.snowflake;

import dev.connections.NearestName;
import dev.connections.autoconfigure.SettingsFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.OriginTrackedValue;

/**
 * Settings that Snowflake's own tools keep: a named profile of {@code ~/.snowflake/connections.toml}, and behind it
 * that of {@code ~/.snowsql/config} and what that file says for all. Nothing is read unless {@code profile} names one,
 * so that no file of the user who runs the application changes where it leads.
 */
final class SnowflakeProfiles implements SettingsFiles {

    private final UnaryOperator<@Nullable String> environment;

    private final Path home;

    SnowflakeProfiles() {
        this(System::getenv, Path.of(System.getProperty("user.home", ".")));
    }

    SnowflakeProfiles(UnaryOperator<@Nullable String> environment, Path home) {
        this.environment = environment;
        this.home = home;
    }

    @Override
    public Map<String, OriginTrackedValue> read(Said said, Remarks remarks) {
        String profile = said.text("profile");
        if (profile == null || profile.isBlank()) {
            return Map.of();
        }
        String directory = said.text("settings-directory");
        Path base = (directory == null || directory.isBlank()) ? home : Path.of(directory);
        List<ProfileFile> files;
        try {
            files = files(base, directory == null || directory.isBlank());
        } catch (UnusableFileException ex) {
            remarks.problem("profile", "is '" + profile + "', which is in files. " + ex.getMessage());
            return Map.of();
        }
        if (files.stream().noneMatch(file -> file.profiles().containsKey(profile))) {
            remarks.problem("profile", "is '" + profile + "', " + unknown(profile, files, base));
            return Map.of();
        }
        ProfileSettings settings = new ProfileSettings(said, remarks, base);
        for (ProfileFile file : files) {
            if (file.isOpenToOthers()) {
                remarks.warning("The file " + file.path()
                        + " may be read or written by others than its owner. Restrict it to its owner: chmod 600.");
            }
            List<ProfileSection> sections = new ArrayList<>();
            sections.add(file.profiles().get(profile));
            sections.add(file.common());
            sections.stream().filter(Objects::nonNull).forEach(settings::add);
        }
        return settings.all();
    }

    /** The files that are there, the first before the second. */
    private List<ProfileFile> files(Path base, boolean usual) throws UnusableFileException {
        String snowflakeHome = usual ? environment.apply("SNOWFLAKE_HOME") : null;
        Path directory = (snowflakeHome == null || snowflakeHome.isBlank())
                ? base.resolve(".snowflake")
                : Path.of(snowflakeHome);
        List<ProfileFile> files = new ArrayList<>();
        ProfileFile toml = ConnectionsToml.in(directory);
        if (toml != null) {
            files.add(toml);
        }
        ProfileFile snowsql = SnowsqlConfig.in(base.resolve(".snowsql").resolve("config"));
        if (snowsql != null) {
            files.add(snowsql);
        }
        return files;
    }

    private static String unknown(String profile, List<ProfileFile> files, Path base) {
        if (files.isEmpty()) {
            return "but there is no file of profiles: neither .snowflake/" + ConnectionsToml.CONNECTIONS
                    + " nor .snowsql/config in " + base + ". Write one, or remove 'profile'.";
        }
        Set<String> known = new TreeSet<>();
        files.forEach(file -> known.addAll(file.profiles().keySet()));
        return "which is no profile of "
                + files.stream().map(ProfileFile::toString).collect(Collectors.joining(" or of ")) + ". "
                + NearestName.of(profile, known)
                        .map(nearest -> "Did you mean '" + nearest + "'?")
                        .orElse("Name one of these, or add it.");
    }
}

package dev.connections.testing.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A virtual environment of Python below {@code target} with the packages of {@code requirements.txt}, installed once. */
final class VirtualEnvironment {

    private static final Path DIRECTORY = Path.of("target", "python").toAbsolutePath();

    private static final long INSTALLATION_MINUTES = 9;

    private static final String PYTHON = install();

    private VirtualEnvironment() {}

    static Path directory() {
        return DIRECTORY;
    }

    static String python() {
        return PYTHON;
    }

    /** A resource of this package as a file. */
    static Path resource(String name) {
        try (InputStream content = VirtualEnvironment.class.getResourceAsStream(name)) {
            Path file = DIRECTORY.resolve(name);
            Files.createDirectories(DIRECTORY);
            Files.copy(Objects.requireNonNull(content, name), file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String install() {
        Path requirements = resource("requirements.txt");
        Path python = DIRECTORY.resolve("venv/bin/python");
        Path installed = DIRECTORY.resolve("installed.txt");
        try {
            if (!Files.exists(installed) || Files.mismatch(requirements, installed) >= 0) {
                run(
                        "python3",
                        "-m",
                        "venv",
                        "--clear",
                        DIRECTORY.resolve("venv").toString());
                run(
                        python.toString(),
                        "-m",
                        "pip",
                        "install",
                        "--quiet",
                        "--disable-pip-version-check",
                        "-r",
                        requirements.toString());
                Files.copy(requirements, installed, StandardCopyOption.REPLACE_EXISTING);
            }
            return python.toString();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void run(String... command) throws IOException {
        Path log = DIRECTORY.resolve("install.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor(INSTALLATION_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0) {
                return;
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        throw new IllegalStateException(String.join(" ", List.of(command)) + " failed; Python 3 with venv is needed:\n"
                + Files.readString(log));
    }
}

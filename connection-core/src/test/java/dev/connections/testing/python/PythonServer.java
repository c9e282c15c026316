package dev.connections.testing.python;

import dev.connections.testing.ServerProcess;
import dev.connections.testing.StablePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server from PyPI on a free port of 127.0.0.1, in a process of its own. Runs until it is closed. */
public final class PythonServer implements AutoCloseable {

    private final int port = StablePort.next();

    private final Path directory;

    private final ServerProcess process;

    private PythonServer(String ready, List<String> arguments) throws IOException {
        this.directory = Files.createTempDirectory(VirtualEnvironment.directory(), "server-");
        List<String> command = new ArrayList<>(List.of(VirtualEnvironment.python(), "-u"));
        arguments.forEach(each -> command.add(each.replace("PORT", String.valueOf(port))));
        this.process = ServerProcess.start(directory, command, ready);
    }

    /** An httpbin: it answers each request as its path says. */
    public static PythonServer httpbin() {
        return start(
                "Booting worker",
                List.of(
                        "-m",
                        "gunicorn",
                        "--no-control-socket",
                        "--threads",
                        "16",
                        "--bind",
                        "127.0.0.1:PORT",
                        "httpbin:app"));
    }

    /** A fakesnow: Snowflake's protocol over DuckDB. */
    public static PythonServer fakesnow() {
        return start("Uvicorn running", List.of("-c", "from fakesnow.cli import main; main(['-s', '-p', 'PORT'])"));
    }

    /** A moto: AWS's services in memory, among them S3. */
    public static PythonServer moto() {
        return start("Running on", List.of("-m", "moto.server", "-H", "127.0.0.1", "-p", "PORT"));
    }

    /**
     * An aiosmtpd that requires STARTTLS and a login. It parses each message with Python's own parser and writes what it found as JSON
     * into {@link #directory()}.
     */
    public static PythonServer aiosmtpd(Path certificate, Path key, String user, String password) {
        Path script = VirtualEnvironment.resource("smtp_server.py");
        return start(
                "Listening",
                List.of(script.toString(), "PORT", certificate.toString(), key.toString(), user, password));
    }

    private static PythonServer start(String ready, List<String> arguments) {
        try {
            return new PythonServer(ready, arguments);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The address of a server that speaks HTTP. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The working directory of the server. */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        process.kill();
    }
}

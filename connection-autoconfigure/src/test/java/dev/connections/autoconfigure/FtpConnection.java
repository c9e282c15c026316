package dev.connections.autoconfigure;

import dev.connections.ConnectionBean;
import dev.connections.DelegatingConnection;
import dev.connections.ManagedConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A handle of an application's own. */
public class FtpConnection extends DelegatingConnection<FtpClient> {

    private final Directory directory = new Directory(this);

    final FtpProperties properties;

    FtpConnection(ManagedConnection<FtpClient> connection, FtpProperties properties) {
        super(connection);
        this.properties = properties;
    }

    public String list(String path) {
        return this.<String, RuntimeException>call(ftp -> ftp.list(path));
    }

    @ConnectionBean(defaultCandidate = true)
    public Directory directory() {
        return directory;
    }

    /** What becomes a bean beside the handle. */
    public record Directory(FtpConnection connection) {}

    /** The properties: a record. */
    public record FtpProperties(
            String url,
            Integer port,
            Duration timeout,
            Limits limits,
            Map<String, String> options,
            List<String> roots) {}

    /** Nested properties. */
    public record Limits(Integer maxFiles, Integer maxDepth) {}
}

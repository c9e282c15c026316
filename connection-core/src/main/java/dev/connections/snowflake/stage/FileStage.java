package dev.connections.snowflake.stage;

import dev.connections.snowflake.Stage;
import dev.connections.snowflake.TransferredFile;
import dev.connections.snowflake.driver.SnowflakeApi;
import dev.connections.sql.execution.SqlWork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataRetrievalFailureException;

/** A stage whose files the driver moves. */
public final class FileStage implements Stage {

    private static final String NOT_IN_PATHS = "'*?[]\\\n\r";

    private static final int COLUMNS_OF_PUT = 6;

    private final SqlWork work;

    private final StageName stage;

    private final @Nullable Duration timeout;

    public FileStage(SqlWork work, StageName stage, @Nullable Duration timeout) {
        this.work = work;
        this.stage = stage;
        this.timeout = timeout;
    }

    @Override
    public Stage timeout(Duration newTimeout) {
        return new FileStage(work, stage, work.positive(newTimeout));
    }

    @Override
    public List<TransferredFile> put(Path file) {
        if (!Files.exists(file)) {
            throw work.usage("there is no file " + file);
        }
        String pattern = Files.isDirectory(file) ? local(file) + "/*" : local(file);
        String sql = "put 'file://" + pattern + "' " + stage.quoted() + " overwrite = true";
        return work.write(sql, () -> true, jdbc -> transfer(jdbc, sql));
    }

    /** As Snowflake writes it, also on Windows. */
    private String local(Path file) {
        String path = file.toAbsolutePath()
                .normalize()
                .toString()
                .replace(file.getFileSystem().getSeparator(), "/");
        if (path.chars().anyMatch(c -> NOT_IN_PATHS.indexOf(c) >= 0)) {
            throw work.usage(
                    "the path " + file + " has one of ' * ? [ ] \\, which mean something else to Snowflake: put or"
                            + " open a stream instead");
        }
        return path;
    }

    @Override
    public TransferredFile put(InputStream content, String name) {
        CountingInputStream counted = new CountingInputStream(content);
        StageName target = below(name);
        String folder = target.reference().substring(0, target.reference().lastIndexOf('/') + 1);
        String last = target.reference().substring(folder.length());
        return work.write("put " + target.quoted(), counted::isUntouched, jdbc -> {
            SnowflakeApi.upload(jdbc, new StageName(folder).forDriver(), last, counted);
            return new TransferredFile(name, name, counted.count());
        });
    }

    private StageName below(String name) {
        try {
            if (name.isBlank() || name.startsWith("/") || name.endsWith("/")) {
                throw new IllegalArgumentException("'" + name + "' is not the name of a file in a stage");
            }
            return StageName.of(stage.below(name).reference());
        } catch (IllegalArgumentException ex) {
            throw work.usage(String.valueOf(ex.getMessage()));
        }
    }

    @Override
    public List<TransferredFile> get(Path directory) {
        String sql = "get " + stage.quoted() + " 'file://" + local(directory) + "/'";
        return work.read(sql, jdbc -> transfer(jdbc, sql));
    }

    @Override
    public InputStream open(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        try {
            Path directory = Files.createTempDirectory("connections-stage");
            try {
                String sql = "get " + below(name).quoted() + " 'file://" + local(directory) + "/'";
                work.read(sql, jdbc -> transfer(jdbc, sql));
                if (!Files.exists(directory.resolve(last))) {
                    throw new DataRetrievalFailureException(
                            work.task() + ": there is no file '" + name + "' in " + stage.reference());
                }
                return new TemporaryFile(directory, last);
            } catch (Throwable ex) {
                TemporaryFile.delete(directory);
                throw ex;
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(work.task() + ": no temporary file could be written", ex);
        }
    }

    private List<TransferredFile> transfer(Connection jdbc, String sql) throws SQLException {
        return work.query(jdbc, sql, timeout, this::read);
    }

    private List<TransferredFile> read(ResultSet rows) throws SQLException {
        boolean put = rows.getMetaData().getColumnCount() >= COLUMNS_OF_PUT;
        List<TransferredFile> files = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        Set<String> targets = new HashSet<>();
        while (rows.next()) {
            String source = rows.getString(put ? "source" : "file");
            String target = put ? rows.getString("target") : source.substring(source.lastIndexOf('/') + 1);
            String status = rows.getString("status");
            if (!status.equals("UPLOADED") && !status.equals("DOWNLOADED") && !status.equals("SKIPPED")) {
                failures.add(source + ": " + status + ", " + rows.getString("message"));
            } else if (!targets.add(target)) {
                failures.add(source + ": another file has the same name, " + target);
            }
            files.add(new TransferredFile(source, target, rows.getLong(put ? "target_size" : "size")));
        }
        if (!failures.isEmpty()) {
            throw new DataAccessResourceFailureException(work.task() + ": " + failures.size() + " of " + files.size()
                    + " files were not transferred: " + String.join("; ", failures));
        }
        return List.copyOf(files);
    }

    @Override
    public String toString() {
        return stage.reference();
    }
}

package dev.connections.autoconfigure.toml;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a TOML file that cannot be read as a description and an action. */
final class TomlFileFailureAnalyzer extends AbstractFailureAnalyzer<TomlFileException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TomlFileException cause) {
        return new FailureAnalysis(cause.description(), cause.action(), cause);
    }
}

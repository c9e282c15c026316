package dev.connections.autoconfigure.files;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stores, each with the properties that it has beside those of every store. */
enum StoreKind {
    LOCAL("a local directory", null, null, Set.of()),

    S3(
            "S3",
            "software.amazon.awssdk.services.s3.S3Client",
            "software.amazon.awssdk:s3",
            Set.of(
                    "region",
                    "access-key",
                    "secret-key",
                    "session-token",
                    "profile",
                    "endpoint",
                    "path-style",
                    "username")),

    GOOGLE_CLOUD_STORAGE(
            "Google Cloud Storage",
            "com.google.cloud.storage.Storage",
            "com.google.cloud:google-cloud-storage",
            Set.of("credentials", "token", "project", "endpoint")),

    AZURE(
            "Azure Blob Storage",
            "com.azure.storage.blob.BlobServiceClient",
            "com.azure:azure-storage-blob",
            Set.of("account", "account-key", "connection-string", "sas-token", "endpoint", "username")),

    HUGGING_FACE(
            "Hugging Face",
            "tools.jackson.databind.json.JsonMapper",
            "tools.jackson.core:jackson-databind",
            Set.of("token", "endpoint"));

    private final String label;

    private final @Nullable String libraryClass;

    private final @Nullable String library;

    private final Set<String> properties;

    StoreKind(String label, @Nullable String libraryClass, @Nullable String library, Set<String> properties) {
        this.label = label;
        this.libraryClass = libraryClass;
        this.library = library;
        this.properties = properties;
    }

    /** The name for messages. */
    String label() {
        return label;
    }

    /** A class of the library that the store needs, {@code null} for none. */
    @Nullable
    String libraryClass() {
        return libraryClass;
    }

    /** The Maven coordinates of the library. */
    @Nullable
    String library() {
        return library;
    }

    boolean hasProperty(String name) {
        return properties.contains(name);
    }
}

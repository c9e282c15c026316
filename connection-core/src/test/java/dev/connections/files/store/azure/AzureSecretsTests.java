package dev.connections.files.store.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.connections.credentials.Credentials;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.StoreTimeouts;
import dev.connections.files.store.azure.AzureStoreSettings.SecretKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Malformed secrets are refused before a request has them. */
class AzureSecretsTests {

    private static FileStore open(SecretKind kind, String secret) {
        Duration timeout = Duration.ofSeconds(1);
        return AzureFileStore.open(
                new AzureStoreSettings(
                        "container", "", "acme1", null, kind, new StoreTimeouts(timeout, timeout, timeout)),
                Credentials.of("acme1", secret),
                RequestRetry.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SAS | 'sv=1&sig=s3\ncret'",
                "SAS | sv=1&sig=s3cret%",
                "SAS | sv=1&sig=s3cret%2",
                "SAS | sv=1&sig=s3 cret",
                "ACCOUNT_KEY | s3cret!",
                "ACCOUNT_KEY | 's3\ncret=='",
                "CONNECTION_STRING | AccountName=acme1;AccountKey=s3cret!",
                "CONNECTION_STRING | AccountName=acme1;s3cret",
                "CONNECTION_STRING | BlobEndpoint=https://acme1.example;SharedAccessSignature=sig=s3cret%",
                "CONNECTION_STRING | BlobEndpoint=ht tps://acme1.example;AccountName=acme1;AccountKey=czNjcmV0",
            })
    void aMalformedSecretIsAnErrorWithoutIt(SecretKind kind, String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(kind, secret.replace("\\n", "\n")))
                .withMessageContaining("malformed")
                .withMessageMatching("(?s).*(Check|Copy) .*")
                .withNoCause()
                .satisfies(ex -> assertThat(ex.getMessage()).doesNotContain("cret", "czNjcmV0"));
    }

    @Test
    void secretsOfEachKindAreAccepted() {
        open(SecretKind.SAS, "?sv=2024-11-04&se=2026-12-02T00:00:00Z&sp=rwl&sig=a%2Bb%3D")
                .close();
        open(SecretKind.ACCOUNT_KEY, "czNjcmV0").close();
        open(SecretKind.CONNECTION_STRING, "AccountName=acme1;AccountKey=czNjcmV0;EndpointSuffix=core.windows.net")
                .close();
        open(SecretKind.CONNECTION_STRING, "BlobEndpoint=https://acme1.example;SharedAccessSignature=sv=1&sig=a%3D")
                .close();
        open(SecretKind.CONNECTION_STRING, "UseDevelopmentStorage=true").close();
    }
}

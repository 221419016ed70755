package org.incidentcomms.testkit.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority that nobody else knows, and what it signs, made by the JDK's keytool; valid for two days. */
public final class CertificateAuthority {
    /** Of every key store here. */
    public static final String PASSWORD = "for-tests-only";

    private static final String NAME = "authority";
    private static final String THIS_MACHINE = "SAN=dns:localhost,ip:127.0.0.1";
    private static final int LIMIT_SECONDS = 60;

    private final Path folder;

    private CertificateAuthority(Path folder) {
        this.folder = folder;
    }

    /** Makes one, whose files are in this new folder. */
    public static CertificateAuthority in(Path folder) {
        CertificateAuthority authority = new CertificateAuthority(folder);
        try {
            Files.createDirectory(folder);
            authority.makeKey(NAME, "-ext", "bc:critical=ca:true");
            authority.keytool(
                    NAME,
                    "-exportcert",
                    "-rfc",
                    "-file",
                    authority.certificate().toString());
            authority.makeTrustStore();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return authority;
    }

    /** Its certificate, PEM. */
    public Path certificate() {
        return folder.resolve(NAME + ".pem");
    }

    /** A copy of the JDK's, with this authority. */
    public Path trustStore() {
        return folder.resolve("authorities");
    }

    /**
     * A key and its certificate.
     *
     * @param keyStore both, PKCS #12
     * @param chain the certificate and that of the authority, PEM
     * @param key PKCS #8, PEM, readable by its owner only
     */
    public record Identity(Path keyStore, Path chain, Path key) {
        /** For a server with this certificate, which asks for none. */
        public SSLContext context() {
            char[] password = PASSWORD.toCharArray();
            try {
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(KeyStore.getInstance(keyStore.toFile(), password), password);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keys.getKeyManagers(), null, null);
                return context;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Signs a certificate for {@code localhost} and 127.0.0.1. */
    public Identity identity(String name) {
        Path request = folder.resolve(name + ".csr");
        Path chain = folder.resolve(name + ".pem");
        try {
            makeKey(name);
            keytool(name, "-certreq", "-file", request.toString());
            List<String> signing = new ArrayList<>(List.of("-gencert", "-rfc", "-validity", "2", "-ext", THIS_MACHINE));
            signing.addAll(List.of("-infile", request.toString(), "-outfile", chain.toString()));
            keytool(NAME, signing.toArray(String[]::new));
            Files.writeString(chain, Files.readString(chain) + Files.readString(certificate()));
            keytool(name, "-importcert", "-noprompt", "-file", chain.toString());
            return new Identity(store(name), chain, exportKey(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path exportKey(String name) throws IOException {
        try {
            KeyStore keys = KeyStore.getInstance(store(name).toFile(), PASSWORD.toCharArray());
            Key key = keys.getKey(name, PASSWORD.toCharArray());
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
            Path file = Files.createFile(
                    folder.resolve(name + ".key"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As SECURITY.md says. */
    private void makeTrustStore() throws IOException {
        Files.copy(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"), trustStore());
        List<String> arguments = new ArrayList<>(List.of("-importcert", "-noprompt", "-alias", "company"));
        arguments.addAll(List.of("-file", certificate().toString()));
        arguments.addAll(List.of("-keystore", trustStore().toString(), "-storepass", "changeit"));
        run(arguments);
    }

    private void makeKey(String name, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
        arguments.addAll(List.of("-validity", "2", "-dname", "CN=" + name));
        arguments.addAll(List.of(more));
        keytool(name, arguments.toArray(String[]::new));
    }

    /** On the key store of this name, and the key of the same name. */
    private void keytool(String name, String... command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("-alias", name, "-keystore", store(name).toString()));
        arguments.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        run(arguments);
    }

    private void run(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        Path output = folder.resolve("keytool.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("keytool failed: " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }
}

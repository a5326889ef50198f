package spheres.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import spheres.engine.Processor;

/** What a run ran on: the commit and the machine, as a reader of its results needs them. */
public final class Machine {
    /** What tells OpenBLAS to take another processor's kernels of matrix products, which round differently. */
    public static final String KERNELS = "OPENBLAS_CORETYPE";

    private Machine() {}

    /** Processor, cores, kernels of matrix products, operating system and Java. */
    public static Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("processor", Processor.field("model name").orElse("unknown"));
        environment.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        environment.put(KERNELS, System.getenv().getOrDefault(KERNELS, "not set"));
        environment.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        environment.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        return environment;
    }

    /**
     * The commit of the checkout, marked where it has changes other than new evidence; "unknown" outside a checkout.
     */
    public static String commit() {
        String commit = git("rev-parse", "HEAD");
        if (commit.isEmpty()) {
            return "unknown";
        }
        return git("status", "--porcelain", "--", ".", ":!claims/evidence").isEmpty()
                ? commit
                : commit + " with changes";
    }

    private static String git(String... arguments) {
        try {
            String[] command = new String[arguments.length + 1];
            command[0] = "git";
            System.arraycopy(arguments, 0, command, 1, arguments.length);
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? output.strip() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}

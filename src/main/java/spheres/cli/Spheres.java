package spheres.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import spheres.claim.Results;
import spheres.claim.Verdict;
import spheres.classifier.NotANumberAnswer;
import spheres.engine.DivergedException;
import spheres.opencl.DeviceException;
import spheres.training.Progress;

/** The command line: {@code java -jar spheres.jar <command>}. */
@Command(
        name = "spheres",
        description = "The executable check of \"Adversarial Spheres\" (arXiv:1801.02774).",
        mixinStandardHelpOptions = true,
        versionProvider = Spheres.Version.class,
        subcommands = {
            ClaimsCommand.class,
            TrainCommand.class,
            AttackCommand.class,
            EstimateCommand.class,
            NearestCommand.class,
            BenchCommand.class,
            CapCommand.class,
            BoundCommand.class,
            EllipsoidCommand.class,
            TruncatedCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:as expected",
            "1:a verdict or check is not as expected",
            "2:inconclusive",
            "64:wrong usage or input",
            "70:a fault of the program"
        })
public final class Spheres {
    static final int AS_EXPECTED = 0;
    static final int NOT_AS_EXPECTED = 1;
    static final int INCONCLUSIVE = 2;
    static final int WRONG_USAGE = 64;
    static final int FAULT = 70;

    /** What the verdicts of a run come to. */
    static int exitCode(Results results) {
        if (results.confirmsNothing()) {
            return INCONCLUSIVE;
        }
        if (results.claims().stream().anyMatch(claim -> claim.fault().isPresent())) {
            return FAULT;
        }
        List<Results.ClaimResult> unexpected =
                results.claims().stream().filter(claim -> !claim.asExpected()).toList();
        if (unexpected.isEmpty()) {
            return AS_EXPECTED;
        }
        return unexpected.stream().allMatch(claim -> claim.verdict() == Verdict.INCONCLUSIVE)
                ? INCONCLUSIVE
                : NOT_AS_EXPECTED;
    }

    private Spheres() {}

    public static void main(String[] arguments) {
        int code = commandLine().execute(arguments);
        System.exit(written(code, System.out, System.err));
    }

    /** The exit code, unless the answer did not get where it was to go. */
    static int written(int code, PrintStream out, PrintStream err) {
        if (!out.checkError()) {
            return code;
        }
        err.println("spheres: the answer could not be written: standard output is full or closed");
        return code == AS_EXPECTED ? FAULT : code;
    }

    /** Exceptions of files carry the bare name where the system gives no reason, ours a sentence. */
    static String message(Exception exception) {
        if (exception instanceof AccessDeniedException denied) {
            return denied.getFile() + " cannot be read or written: permission denied";
        }
        if (exception instanceof FileSystemException file
                && file.getReason() == null
                && !file.getFile().matches("(?s).* (does|is|has|keeps|cannot) .*")) {
            return file.getFile() + " cannot be read or written: "
                    + file.getClass().getSimpleName().replaceFirst("Exception$", "");
        }
        return Objects.requireNonNullElse(exception.getMessage(), exception.toString());
    }

    /** An answer that could not be written to its file, whose name a full disk does not give. */
    static IOException unwritable(Path file, IOException e) {
        return new IOException(file + " cannot be written: " + message(e), e);
    }

    /** The command line with the project's exit codes: a wrong input is one clear message, never a stack trace. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Spheres());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((exception, arguments) -> {
            PrintWriter error = exception.getCommandLine().getErr();
            error.println("spheres: " + exception.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(exception, error);
            error.println("Try '" + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
            return WRONG_USAGE;
        });
        CommandLine.IExecutionStrategy strategy = commandLine.getExecutionStrategy();
        commandLine.setExecutionStrategy(parsed -> {
            try {
                return strategy.execute(parsed);
            } catch (Error e) {
                // Only exceptions reach the handler below; an error would leave with the exit code of a verdict.
                throw new CommandLine.ExecutionException(commandLine, e.toString(), e);
            }
        });
        commandLine.setExecutionExceptionHandler((exception, failed, parsed) -> {
            if (exception instanceof IllegalArgumentException
                    || exception instanceof DeviceException
                    || exception instanceof IOException
                    || exception instanceof spheres.claim.ClaimFileException) {
                failed.getErr().println("spheres: " + message(exception));
                return WRONG_USAGE;
            }
            if (exception instanceof NotANumberAnswer) {
                failed.getErr().println("spheres: " + exception.getMessage());
                return INCONCLUSIVE;
            }
            if (exception instanceof DivergedException) {
                failed.getErr().println("spheres: " + exception.getMessage());
                return NOT_AS_EXPECTED;
            }
            if (exception.getCause() instanceof OutOfMemoryError) {
                failed.getErr()
                        .println("spheres: out of memory, of which java has "
                                + Runtime.getRuntime().maxMemory() / 1_000_000
                                + " MB: ask for less, or give java more with -Xmx");
                return WRONG_USAGE;
            }
            exception.printStackTrace(failed.getErr());
            failed.getErr().println("spheres: a fault of the program, see above: " + exception);
            return FAULT;
        });
        return commandLine;
    }

    /** How a command's work goes on: on the terminal, or in lines among the errors. */
    static Progress progress(@Nullable CommandSpec command, String task, String unit) {
        return Progress.of(
                task, unit, Objects.requireNonNull(command).commandLine().getErr()::println);
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Spheres.class.getPackage().getImplementationVersion();
            return new String[] {"spheres " + (version == null ? "(not run from its jar)" : version)};
        }
    }
}

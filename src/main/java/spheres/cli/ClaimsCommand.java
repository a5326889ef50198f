package spheres.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import spheres.claim.Claim;
import spheres.claim.ClaimRegistry;
import spheres.claim.Results;
import spheres.claim.ResultsFile;
import spheres.claim.VerdictMarkdown;
import spheres.claim.VerdictTable;
import spheres.file.WholeFile;

/** {@code spheres claims}: what the paper asserts, and judging stored measurements. */
@Command(
        name = "claims",
        description = "The claims of the paper: list and show them, check their files, judge stored measurements.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ClaimsCommand.ListAll.class,
            ClaimsCommand.Show.class,
            ClaimsCommand.Check.class,
            ClaimsCommand.Readme.class,
            RegistrationCommand.class
        })
final class ClaimsCommand {
    private ClaimsCommand() {}

    /** Where the claim files are, and in which form to answer. */
    static final class Source {
        @Option(
                names = "--claims",
                paramLabel = "DIR",
                defaultValue = "claims",
                description = "The folder of the claim files (default: ${DEFAULT-VALUE}).")
        Path folder = Path.of("claims");

        @Option(names = "--json", description = "Answer in JSON.")
        boolean json;

        ClaimRegistry registry() throws IOException {
            return ClaimRegistry.read(folder);
        }
    }

    @Command(name = "list", description = "A line for each claim.", mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Mixin
        Source source = new Source();

        @Spec
        @Nullable
        CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = out(spec);
            ClaimRegistry registry = source.registry();
            if (source.json) {
                out.println(ResultsFile.json(registry.claims()));
                return Spheres.AS_EXPECTED;
            }
            int width = registry.claims().stream()
                    .mapToInt(claim -> claim.id().length())
                    .max()
                    .orElse(0);
            for (Claim claim : registry.claims()) {
                out.printf(
                        Locale.ROOT,
                        "%-" + width + "s  %-4s %-13s %s%n",
                        claim.id(),
                        claim.section(),
                        claim.expect(),
                        claim.statement());
            }
            return Spheres.AS_EXPECTED;
        }
    }

    @Command(name = "show", description = "One claim, whole.", mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin
        Source source = new Source();

        @Parameters(paramLabel = "ID", description = "The claim's id.")
        String id = "";

        @Spec
        @Nullable
        CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = out(spec);
            Claim claim = source.registry().claim(id);
            out.println(source.json ? ResultsFile.json(claim) : ClaimText.of(claim));
            return Spheres.AS_EXPECTED;
        }
    }

    @Command(
            name = "check",
            description =
                    "Checks every claim file; with --results, judges those measurements by them, running nothing.",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Mixin
        Source source = new Source();

        @Option(names = "--results", paramLabel = "FILE", description = "A results.json to judge.")
        @Nullable
        Path results;

        @Spec
        @Nullable
        CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = out(spec);
            ClaimRegistry registry = source.registry();
            if (results == null) {
                out.println(
                        source.json
                                ? ResultsFile.json(registry.claims().stream()
                                        .map(Claim::id)
                                        .toList())
                                : registry.claims().size() + " claim files are in order.");
                return Spheres.AS_EXPECTED;
            }
            Results judged = judged(ResultsFile.read(results), registry);
            out.println(source.json ? ResultsFile.json(judged) : VerdictTable.of(judged));
            return Spheres.exitCode(judged);
        }

        private Results judged(Results stored, ClaimRegistry registry) {
            try {
                return stored.judgedBy(registry);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        results + ", of commit " + stored.commit() + ": can't be judged by " + source.folder + ": "
                                + e.getMessage(),
                        e);
            }
        }
    }

    @Command(
            name = "readme",
            description = "Replaces the table of verdicts in a Markdown file by that of a results.json.",
            mixinStandardHelpOptions = true)
    static final class Readme implements Callable<Integer> {
        @Parameters(paramLabel = "RESULTS", description = "A results.json.")
        Path results = Path.of("");

        @Option(
                names = "--file",
                paramLabel = "FILE",
                defaultValue = "README.md",
                description = "The Markdown file (default: ${DEFAULT-VALUE}).")
        Path file = Path.of("");

        @Spec
        @Nullable
        CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException("--file = " + file + " does not exist or is no file");
            }
            Results read = ResultsFile.read(results);
            if (read.claims().isEmpty()) {
                throw new IllegalArgumentException(
                        results + ": claims = [] has no claim to report: write it anew with 'mvn verify'");
            }
            String text = VerdictMarkdown.into(Files.readString(file), read);
            try {
                WholeFile.write(file, aside -> Files.writeString(aside, text));
            } catch (IOException e) {
                throw Spheres.unwritable(file, e);
            }
            out(spec).println(file + " has the verdicts of " + results + ".");
            return Spheres.AS_EXPECTED;
        }
    }

    private static PrintWriter out(@Nullable CommandSpec spec) {
        return java.util.Objects.requireNonNull(spec).commandLine().getOut();
    }
}

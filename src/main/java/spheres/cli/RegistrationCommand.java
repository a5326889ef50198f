package spheres.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import spheres.claim.EvidenceReaders;
import spheres.claim.Registration;
import spheres.claim.RegistrationFile;
import spheres.claim.RegistrationHistory;
import spheres.claim.ResultsFile;
import spheres.evidence.Evidence;
import spheres.evidence.EvidencePlan;
import spheres.evidence.EvidencePlans;

/** {@code spheres claims registration}: what was settled before its first measurement, and what after. */
@Command(
        name = "registration",
        description = "When the ranges of each claim were last changed, before or after its first measurement, and who"
                + " reads which trained network: from the git history. The exit code is 1 where registration.json is"
                + " out of date, or trained evidence is neither read nor listed as left out.",
        mixinStandardHelpOptions = true)
final class RegistrationCommand implements Callable<Integer> {
    private static final String BEGIN = "<!-- registration: made by \"claims registration --write\" -->";
    private static final String END = "<!-- end of registration -->";
    private static final String PLANS = "plans.yaml";

    @Mixin
    ClaimsCommand.Source source = new ClaimsCommand.Source();

    @Option(
            names = "--write",
            description =
                    "Write it to registration.json beside the claim files, and its sum and the exclusions into the"
                            + " README.md above them, between its two marks.")
    boolean write;

    @Spec
    @Nullable
    CommandSpec spec;

    /** A plan: whether it was trained, who reads it, and what is left out of it. */
    record Plan(
            String id,
            boolean trained,
            List<String> claims,
            List<String> figures,
            EvidenceReaders.@Nullable Exclusion exclusion) {}

    /** The whole answer. */
    record Answer(
            String definition,
            String summary,
            Registration registration,
            List<Plan> plans,
            List<EvidenceReaders.Exclusion> exclusions,
            List<String> problems) {}

    @Override
    public Integer call() throws IOException {
        source.registry();
        Registration registration = RegistrationHistory.read(source.folder);
        EvidenceReaders readers = EvidenceReaders.read(source.folder.resolve("evidence"));
        List<Plan> plans = plans(readers);
        if (write) {
            RegistrationFile.write(registration, source.folder);
            Optional<String> readme = readme(registration, readers);
            if (readme.isPresent()) {
                Files.writeString(readme(), readme.get());
            }
        }
        List<String> problems = new ArrayList<>(readers.problems(
                plans.stream()
                        .collect(Collectors.toMap(Plan::id, Plan::trained, (one, other) -> one, LinkedHashMap::new)),
                registration.lost()));
        problems.addAll(outOfDate(registration));
        Optional<String> readme = readme(registration, readers);
        if (readme.isPresent() && !readme.get().equals(Files.readString(readme()))) {
            problems.add("README.md is out of date: write it anew with \"claims registration --write\"");
        }
        Answer answer = new Answer(
                Registration.DEFINITION.strip(),
                registration.summary(),
                registration,
                plans,
                readers.exclusions(),
                problems);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(source.json ? ResultsFile.json(answer) : text(answer));
        return problems.isEmpty() ? Spheres.AS_EXPECTED : Spheres.NOT_AS_EXPECTED;
    }

    private List<String> outOfDate(Registration registration) throws IOException {
        Optional<Registration> recorded = RegistrationFile.read(source.folder);
        if (recorded.isEmpty()) {
            return List.of(source.folder.resolve(RegistrationFile.NAME)
                    + " does not exist: write it with \"claims registration --write\"");
        }
        return RegistrationHistory.outOfDate(source.folder, recorded.get(), registration).stream()
                .map(line -> RegistrationFile.NAME + " is out of date: " + line
                        + "; write it anew with \"claims registration --write\"")
                .toList();
    }

    private List<Plan> plans(EvidenceReaders readers) throws IOException {
        Path folder = source.folder.resolve("evidence");
        if (!Files.isRegularFile(folder.resolve(PLANS))) {
            return List.of();
        }
        return EvidencePlans.read(folder).all().stream()
                .map(EvidencePlan::id)
                .map(id -> new Plan(
                        id,
                        Evidence.isIn(folder.resolve(id)),
                        readers.claimsOf(id),
                        readers.figuresOf(id),
                        readers.exclusionOf(id).orElse(null)))
                .toList();
    }

    private Path readme() {
        return source.folder.toAbsolutePath().normalize().resolveSibling("README.md");
    }

    /** The README with its part made anew; nothing where there is none with marks. */
    private Optional<String> readme(Registration registration, EvidenceReaders readers) throws IOException {
        if (!Files.isRegularFile(readme())) {
            return Optional.empty();
        }
        String text = Files.readString(readme());
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            return Optional.empty();
        }
        StringBuilder part =
                new StringBuilder("\n\n").append(registration.summary()).append("\n\n");
        if (!readers.exclusions().isEmpty()) {
            part.append("Trained and not judged:\n\n");
            readers.exclusions()
                    .forEach(exclusion ->
                            part.append("- ").append(exclusion.sentence()).append('\n'));
            part.append('\n');
        }
        return Optional.of(text.substring(0, begin + BEGIN.length()) + part + text.substring(end));
    }

    private static String text(Answer answer) {
        StringBuilder text = new StringBuilder();
        List<Registration.Entry> claims = answer.registration().claims();
        int width = Math.max(
                "claim".length(),
                claims.stream().mapToInt(claim -> claim.id().length()).max().orElse(0));
        String row = "%-" + width + "s  %-30s  %-30s  %-20s  %s%n";
        text.append(String.format(
                Locale.ROOT,
                row,
                "claim",
                "ranges last changed",
                "expected verdict last changed",
                "first measured",
                "sizes raised since"));
        for (Registration.Entry claim : claims) {
            text.append(String.format(
                                    Locale.ROOT,
                                    row,
                                    claim.id(),
                                    claim.ranges().text(),
                                    claim.expect().text(),
                                    claim.measured()
                                            .map(Registration.Event::text)
                                            .orElse("not yet"),
                                    claim.raised().stream()
                                            .map(Registration.Event::text)
                                            .collect(Collectors.joining(", ")))
                            .stripTrailing())
                    .append(System.lineSeparator());
        }
        for (Registration.Removed claim : answer.registration().removed()) {
            line(
                    text,
                    claim.id() + " is no claim any more since " + claim.last().text());
        }
        line(text, "");
        line(text, answer.definition());
        line(text, "");
        line(text, answer.summary());
        line(text, "");
        line(text, "Trained networks and who reads them:");
        answer.plans().forEach(plan -> line(text, "  " + text(plan)));
        if (!answer.exclusions().isEmpty()) {
            line(text, "");
            line(text, "Trained and not judged:");
            answer.exclusions().forEach(exclusion -> line(text, "  " + exclusion.sentence()));
        }
        line(text, "");
        line(text, answer.problems().isEmpty() ? "Everything is in order." : "Not in order:");
        answer.problems().forEach(problem -> line(text, "  " + problem));
        return text.toString().stripTrailing();
    }

    private static String text(Plan plan) {
        Map<String, String> parts = new LinkedHashMap<>();
        if (!plan.claims().isEmpty()) {
            parts.put("claims", String.join(", ", plan.claims()));
        }
        if (!plan.figures().isEmpty()) {
            parts.put("figures", String.join(", ", plan.figures()));
        }
        if (plan.exclusion() != null) {
            parts.put("left out", plan.exclusion().leftOut());
        }
        String readers = parts.entrySet().stream()
                .map(part -> part.getKey() + ": " + part.getValue())
                .collect(Collectors.joining("; "));
        return plan.id() + (plan.trained() ? "" : " (not trained)") + (readers.isEmpty() ? "" : ": " + readers);
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }
}

package spheres;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between packages: which package may know which. */
class ArchitectureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("spheres");

    /** What each package may know of ours; what is not listed here may not exist. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("file", Set.of()),
            Map.entry("input", Set.of()),
            Map.entry("sphere", Set.of("input")),
            Map.entry("theory", Set.of("input", "sphere")),
            Map.entry("classifier", Set.of("input", "sphere", "theory")),
            Map.entry("stats", Set.of("input", "sphere", "classifier")),
            Map.entry("network", Set.of("file", "input", "classifier")),
            Map.entry("engine", Set.of("classifier", "network")),
            Map.entry("opencl", Set.of("sphere", "classifier", "network", "engine")),
            Map.entry("training", Set.of("input", "sphere", "network", "engine", "opencl")),
            Map.entry("attack", Set.of("input", "sphere", "classifier")),
            Map.entry("nearest", Set.of("input", "sphere", "theory", "classifier", "attack")),
            Map.entry("search", Set.of("input", "sphere", "theory", "classifier", "attack")),
            Map.entry("boundary", Set.of("input", "sphere", "classifier")),
            Map.entry("claim", Set.of("file", "input")),
            Map.entry(
                    "snapshot",
                    Set.of(
                            "file",
                            "input",
                            "sphere",
                            "theory",
                            "classifier",
                            "stats",
                            "network",
                            "engine",
                            "training",
                            "attack",
                            "nearest",
                            "search")),
            Map.entry(
                    "evidence",
                    Set.of("file", "input", "sphere", "stats", "network", "engine", "training", "search", "snapshot")),
            Map.entry("report", Set.of("file", "claim")),
            Map.entry(
                    "cli",
                    Set.of(
                            "file",
                            "input",
                            "sphere",
                            "theory",
                            "classifier",
                            "stats",
                            "network",
                            "engine",
                            "opencl",
                            "training",
                            "attack",
                            "nearest",
                            "search",
                            "boundary",
                            "snapshot",
                            "claim",
                            "evidence",
                            "report")));

    private static final Set<String> NAMES_NULL = Set.of(
            "spheres.engine",
            "spheres.opencl",
            "spheres.training",
            "spheres.snapshot",
            "spheres.evidence",
            "spheres.claim",
            "spheres.report");

    static Stream<String> packages() {
        return MAY_KNOW.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void packageKnowsOnlyThoseBelowIt(String name) {
        List<String> forbidden = new ArrayList<>();
        packages()
                .filter(other -> !other.equals(name) && !MAY_KNOW.get(name).contains(other))
                .forEach(other -> forbidden.add("spheres." + other + ".."));

        noClasses()
                .that(resideInAPackage("spheres." + name + ".."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(forbidden.toArray(String[]::new)))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void everyPackageHasItsPlace() {
        assertThat(MAIN.stream().map(JavaClass::getPackageName).distinct())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(MAY_KNOW.keySet())
                        .anyMatch(known -> (name + ".").startsWith("spheres." + known + ".")))
                .noneMatch(name -> name.matches("(?i).*\\.(utils?|commons?|helpers?|managers?)(\\..*)?"));
    }

    @Test
    void deeplearning4jStaysInTheNetworksAndTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("spheres.network..", "spheres.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..")
                .because("DL4J's types are a detail of how a network is defined and stored")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void openClStaysInItsPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("spheres.opencl..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco.opencl..")
                .because("nothing of OpenCL is loaded before a device is asked for")
                .check(MAIN);
    }

    /** Where there may be nothing an Optional says so; records in files keep null inside, under a name that says so. */
    @Test
    void whatMayBeNullIsNamedSo() {
        assertThat(MAIN.stream()
                        .map(JavaClass::reflect)
                        .filter(owner ->
                                NAMES_NULL.contains(owner.getPackageName()) && Modifier.isPublic(owner.getModifiers()))
                        .flatMap(owner -> Stream.of(owner.getDeclaredMethods()))
                        .filter(method -> Modifier.isPublic(method.getModifiers())
                                && method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class)))
                .hasSizeGreaterThan(15)
                .extracting(Method::getName)
                .allMatch(name -> name.endsWith("OrNull"));
    }

    /** A chain of instanceof forgets the next one, and fails silently: a visitor, or a method on the type, does not compile. */
    @Test
    void noOneAsksWhichOfASealedTypeSomethingIs() throws Exception {
        String names = MAIN.stream()
                .map(JavaClass::reflect)
                .filter(type -> type.isSealed() && !type.isEnum())
                .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                .map(Class::getSimpleName)
                .filter(name -> !name.isEmpty())
                .distinct()
                .collect(Collectors.joining("|"));
        assertThat(names.split("\\|"))
                .contains("ReluArchitecture", "QuadraticArchitecture", "OneRun", "Fixed", "RandomInitialisation");
        Pattern asks =
                Pattern.compile("instanceof\\s+(\\w+\\.)*(" + names + ")\\b|\\((\\w+\\.)*(" + names + ")\\)\\s*[\\w(]");
        assertThat("x instanceof a.ReluArchitecture r").containsPattern(asks);
        assertThat("(Observation.OneRun) observed").containsPattern(asks);
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .hasSizeGreaterThan(200)
                    .allSatisfy(file -> assertThat(file).content().doesNotContainPattern(asks));
        }
    }

    @Test
    void everyRandomSourceIsAnExplicitParameter() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.Random.class, ThreadLocalRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(StrictMath.class, "random")
                .because("samples are a function of seed, stream and index")
                .check(MAIN);
    }

    @Test
    void onlyTheCommandLineWritesToTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackage("spheres.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .because("reports go to files, events to the log, progress to the progress bar")
                .allowEmptyShould(true)
                .check(MAIN);
    }
}

package spheres.claims.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import spheres.claim.Claim;
import spheres.claim.ClaimRegistry;

/** Claim files and claim tests match one to one. */
class ClaimTestsTest {

    @Test
    void everyClaimTestVerifiesAClaimOfItsOwn() throws IOException {
        Map<String, List<String>> tests = testsByClaim();
        List<String> claims = claims();

        assertThat(tests).as("claim tests found on the class path").isNotEmpty();
        assertThat(tests)
                .as("tests by the id of the claim that they verify; known ids have a file in claims/")
                .allSatisfy((id, methods) -> {
                    assertThat(claims)
                            .as("test %s verifies claim %s", methods, id)
                            .contains(id);
                    assertThat(methods)
                            .as("claim %s is verified by one test", id)
                            .hasSize(1);
                });
    }

    @Test
    void everyClaimTestTakesItsRun() {
        assertThat(methods())
                .allSatisfy(method -> assertThat(method.getParameterTypes())
                        .as("%s records its measurements in a ClaimRun", method)
                        .contains(ClaimRun.class));
    }

    /** They count as not run, until they have a test. */
    @Test
    void claimsWithoutATestAreListed(TestReporter reporter) throws IOException {
        TreeSet<String> waiting = new TreeSet<>(claims());
        waiting.removeAll(testsByClaim().keySet());

        reporter.publishEntry("claims without a test", waiting.size() + ": " + String.join(", ", waiting));
    }

    private static List<String> claims() throws IOException {
        return ClaimRegistry.read(Path.of("claims")).claims().stream()
                .map(Claim::id)
                .toList();
    }

    private static Map<String, List<String>> testsByClaim() {
        return methods().stream()
                .collect(Collectors.groupingBy(
                        method -> AnnotationSupport.findAnnotation(method, Verifies.class)
                                .orElseThrow()
                                .value(),
                        TreeMap::new,
                        Collectors.mapping(
                                method -> method.getDeclaringClass().getSimpleName() + "." + method.getName(),
                                Collectors.toList())));
    }

    /** The tests in the classes that the build runs as claims. */
    private static List<Method> methods() {
        return ReflectionSupport.findAllClassesInPackage(
                        "spheres.claims", type -> true, name -> name.matches("spheres\\.claims\\.\\w+\\.\\w+Claims"))
                .stream()
                .sorted(Comparator.comparing(Class::getName))
                .flatMap(type ->
                        AnnotationSupport.findAnnotatedMethods(type, Verifies.class, HierarchyTraversalMode.TOP_DOWN)
                                .stream())
                .toList();
    }
}

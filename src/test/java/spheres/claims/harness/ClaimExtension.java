package spheres.claims.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import spheres.claim.Judgement;
import spheres.claim.Results.ClaimResult;
import spheres.claim.Scale;
import spheres.evidence.NoEvidenceException;

/**
 * Gives a claim test its claim, judges what it recorded, and fails it where the verdict is not the expected one. A test
 * that throws, or that leaves a quantity unmeasured, is a fault: an error, never a verdict.
 */
final class ClaimExtension implements ParameterResolver, InvocationInterceptor, ExecutionCondition {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(ClaimExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String selected = context.getConfigurationParameter("spheres.claim").orElse("");
        Optional<ChosenUniverse> universe = ClaimSession.of(context).universe();
        if (universe.isPresent() && !universe.get().judges(id(context))) {
            return ConditionEvaluationResult.disabled("is not judged over universes like " + universe.get());
        }
        if (selected.isEmpty()) {
            return isOfAnotherShard(context)
                    ? ConditionEvaluationResult.disabled("is of another part than "
                            + ClaimSession.of(context).shard())
                    : ConditionEvaluationResult.enabled("all claims are selected");
        }
        return ClaimSession.of(context).knows(selected) && id(context).equals(selected)
                ? ConditionEvaluationResult.enabled("selected")
                : ConditionEvaluationResult.disabled("only " + selected + " is selected");
    }

    private static boolean isOfAnotherShard(ExtensionContext context) {
        try {
            return ClaimSession.of(context).isOfAnotherShard(id(context));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ClaimRun.class;
    }

    @Override
    public ClaimRun resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return run(context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        ClaimRun run = run(context);
        ClaimSession session = ClaimSession.of(context);
        long start = System.nanoTime();
        ClaimResult result;
        try {
            measure(invocation);
            result = ClaimResult.judged(
                    run.claim(),
                    run.measurements(),
                    run.standIn().orElse(null),
                    (System.nanoTime() - start) / 1e9,
                    run.networks(),
                    run.shared());
        } catch (NoEvidenceException missing) {
            if (session.scale() == Scale.PAPER || session.isOfOneClaim()) {
                throw faulty(run, missing, session, start);
            }
            session.add(ClaimResult.notRun(run.claim()));
            throw new TestAbortedException(
                    "claim " + run.claim().id() + " is not run: " + missing.getMessage(), missing);
        } catch (Throwable fault) {
            throw faulty(run, fault, session, start);
        }
        session.add(result);
        AllureRecord.describe(result, session);
        if (result.leftUnjudged()) {
            // neither passed nor failed: JUnit and Allure count it as skipped
            throw new TestAbortedException("claim " + result.id() + " is not judged: " + result.whyUnjudged());
        }
        // A universe may differ, and so may a night: what it comes to is judged with the others.
        if (!result.asExpected() && session.universe().isEmpty() && !session.isNight()) {
            throw new AssertionFailedError(explain(result));
        }
    }

    private static void measure(Invocation<Void> invocation) throws Throwable {
        try {
            invocation.proceed();
        } catch (UnmetPrecondition end) {
            // The judge sees it in what was measured.
        }
    }

    /** Records a claim that could not be measured; returns what JUnit and Allure shall count as an error. */
    private static Throwable faulty(ClaimRun run, Throwable fault, ClaimSession session, long start) {
        ClaimResult result = ClaimResult.faulty(
                run.claim(), fault.toString(), run.measurements(), (System.nanoTime() - start) / 1e9);
        session.add(result);
        AllureRecord.describe(result, session);
        // An assertion of the harness is no verdict, and an assumption no reason to skip a claim.
        return fault instanceof AssertionError || fault instanceof TestAbortedException
                ? new IllegalStateException(fault.getMessage(), fault)
                : fault;
    }

    private static ClaimRun run(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        ClaimRun.class,
                        type -> {
                            ClaimSession session = ClaimSession.of(context);
                            return new ClaimRun(session.claim(id(context)), session);
                        },
                        ClaimRun.class);
    }

    private static String explain(ClaimResult result) {
        return "claim " + result.id() + " is " + result.verdict() + ", expected " + result.expected()
                + (result.judged() ? "" : ": not judged, a precondition is not met") + "\n"
                + result.claim().statement()
                + result.readings().stream()
                        .map(reading -> explain(reading, result))
                        .collect(Collectors.joining())
                + result.findings().stream().map(ClaimExtension::explain).collect(Collectors.joining());
    }

    private static String explain(Judgement.OfReading reading, ClaimResult result) {
        String expected = result.claim().readings().stream()
                .filter(one -> one.name().equals(reading.reading()))
                .map(one -> ", expected " + one.expect())
                .findAny()
                .orElse("");
        return "\n  read as " + reading.reading() + ": " + reading.verdict() + expected;
    }

    private static String explain(Judgement.Finding finding) {
        return "\n  " + finding.verdict() + ": " + finding.text();
    }

    private static String id(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), Verifies.class)
                .orElseThrow()
                .value();
    }
}

package spheres.claims.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that measures the claim of this id. It takes a {@link ClaimRun}, records a measurement of each quantity of the
 * claim, and expects no number: the extension judges what was recorded by the claim file.
 */
@Test
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ClaimExtension.class)
public @interface Verifies {
    String value();
}

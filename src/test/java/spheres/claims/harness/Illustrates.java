package spheres.claims.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that puts a table or plot into the results which belongs to no single claim: it takes the {@link ClaimSession}.
 * It is left out of a run of one selected claim.
 */
@Test
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FigureExtension.class)
public @interface Illustrates {}

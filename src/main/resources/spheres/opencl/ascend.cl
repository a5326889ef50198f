/*
 * A step of gradient ascents, each with its row: judges the point, follows the gradient, stays in the region. One group a row.
 * Double precision, where the CPU has it.
 *
 * Set by the host: STATE, the values of a row's state; LANES; NOISE, ROUNDING, PATIENCE, NEGLIGIBLE_STEP, RELATIVE_PROGRESS,
 * LEAST_SLOPE; STOPPED, STEPS_SPENT, NO_GRADIENT, NOT_A_NUMBER, how a path ends, none of them 0.
 */
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#pragma OPENCL FP_CONTRACT OFF /* Java rounds twice */

#define SYNC_LOCAL barrier(CLK_LOCAL_MEM_FENCE)
#define EACH(j) for (int j = get_local_id(0); j < d; j += LANES)

/* The sum over the group, the same for all of it. */
static inline __attribute__((always_inline)) double sum(local double *lanes, double value) {
    int lane = get_local_id(0);
    SYNC_LOCAL; /* the sum before may still be read */
    lanes[lane] = value;
    for (int reach = LANES / 2; reach > 0; reach /= 2) {
        SYNC_LOCAL;
        if (lane < reach)
            lanes[lane] += lanes[lane + reach];
    }
    SYNC_LOCAL;
    return lanes[0];
}

/*
 * sign: of an error's logit. inner, outer: the norms of the region, a sphere where they are equal. decay: of momentum.
 * logits: [rows]. gradients, points, sums, best: [rows][d]; sums are momentum's, best are the points with the highest logit.
 * state: [rows][STATE]: how the path ended, 0 as long as it has not; steps taken, steps to the best point, its logit towards
 * the error, length of a step, the best logit that counted as progress, steps since. All work-items of a group decide alike,
 * so that no barrier stands in a branch.
 */
kernel __attribute__((reqd_work_group_size(LANES, 1, 1)))
void ascend(int d, int sign, double inner, double outer, int steps, float decay, int ofLoss, int untilError, int untilConverged,
            global const float *logits, global float *gradients, global float *points, global float *sums,
            global float *best, global double *state) {
    local double lanes[LANES];
    int row = get_group_id(0);
    global float *x = points + (long)row * d, *g = gradients + (long)row * d;
    global double *s = state + row * STATE;
    int before = (int)s[0], ending = before, taken = (int)s[1], reached = (int)s[2], age = (int)s[6];
    double highest = s[3], step = s[4], progress = s[5], towards = sign * (double)logits[row];
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE); /* the state is read above and written below */
    if (!ending && isnan(towards))
        ending = NOT_A_NUMBER;
    if (!ending) {
        if (towards > highest || taken == 0) {
            highest = towards;
            reached = taken;
            EACH(j)
                best[(long)row * d + j] = x[j];
        }
        bool shorter = false;
        if (untilError && towards >= 0) {
            ending = STOPPED;
        } else if (untilConverged) {
            if (towards > progress + RELATIVE_PROGRESS * fabs(progress) || progress == -INFINITY) {
                progress = towards;
                age = 0;
            } else if (++age >= PATIENCE) {
                age = 0;
                shorter = step > NEGLIGIBLE_STEP;
                ending = shorter ? 0 : STOPPED;
            }
        }
        if (!ending && taken == steps)
            ending = STEPS_SPENT;
        if (shorter)
            step /= 2;
    }
    if (!ending && decay != 0) {
        float weight = ofLoss ? (float)fmax(1 / (1 + exp(-towards)), LEAST_SLOPE) : 1;
        EACH(j) {
            float past = taken == 0 ? 0 : decay * sums[(long)row * d + j], now = past + weight * g[j];
            sums[(long)row * d + j] = now;
            g[j] = now;
        }
    }
    double xg = 0, xx = 0, gg = 0;
    EACH(j) {
        double xj = x[j], gj = g[j];
        xg += xj * gj;
        xx += xj * xj;
        gg += gj * gj;
    }
    xg = sum(lanes, xg);
    xx = sum(lanes, xx);
    gg = sum(lanes, gg);
    double length = sign * step, outward = length * xg;
    bool along = inner == outer;
    if (!along)
        along = outward < 0 ? sqrt(xx) <= inner * (1 + ROUNDING) : sqrt(xx) >= outer * (1 - ROUNDING);
    double radius = outward < 0 ? inner : outer, followed;
    float ofPoint = 1, ofDirection;
    if (along) {
        double left = gg - xg * xg / xx;
        followed = left <= NOISE * NOISE * gg ? 0 : sqrt(left);
        double scale = radius / sqrt(xx + length * length);
        ofDirection = (float)(scale * length / followed);
        ofPoint = (float)(scale * (1 - length / followed * xg / xx));
    } else {
        followed = sqrt(gg);
        ofDirection = (float)(length / followed);
    }
    if (!ending && !(followed > 0))
        ending = followed == 0 ? NO_GRADIENT : NOT_A_NUMBER;
    double squares = 0;
    EACH(j) {
        float xj = x[j];
        if (!ending) {
            xj = ofPoint * xj + ofDirection * g[j];
            x[j] = xj;
        }
        squares += (double)xj * xj;
    }
    double norm = sqrt(sum(lanes, squares));
    double to = along ? radius : norm < inner ? inner : norm > outer ? outer : norm;
    if (!ending) {
        if (fabs(norm / to - 1) > ROUNDING) {
            double factor = to / norm;
            EACH(j)
                x[j] = (float)(x[j] * factor);
        }
        taken++;
    }
    if (!before && get_local_id(0) == 0) {
        s[0] = ending;
        s[1] = taken;
        s[2] = reached;
        s[3] = highest;
        s[4] = step;
        s[5] = progress;
        s[6] = age;
    }
}

import { parseElizaKeywords } from '../script.ts';

/** The small words of a sentence. Notation: `parseElizaKeywords`. */
export const englishGrammar = parseElizaKeywords(`
# 0 perhaps possibly probably
- *
You do not seem quite certain.
Why the uncertain tone?
Can you not be more definite?
What would make you sure?
# 0 am
- * am i *
Do you believe that you are $2?
Would you want to be $2?
Do you wish that I would tell you that you are $2?
What would it mean if you were $2?
- *
=i
# 0 are
- * are you *
Why does it matter to you whether I am $2 or not?
Would you prefer it if I were not $2?
Perhaps I am $2 in your imagination.
Do you sometimes think that I am $2?
- * you are *
=you
- * are *
Did you think they might not be $2?
Would you like it if they were not $2?
What if they were not $2?
Possibly they are $2.
# 0 your yours
- * your *
Why are you concerned about my $2?
What about your own $2?
Do you worry about somebody else’s $2?
Really, my $2?
# 1 can't
- * i can't *
How do you know that you can not $2?
Have you tried to $2?
Perhaps you could $2 now.
Do you really want to be able to $2?
- * you can't *
What makes you think that I can not $2?
- *
>
# 1 don't won't
- * i don't know *
What would help you to find out?
Suppose that you knew. What would you say?
What makes it hard to know?
- * i don't|won't *
Do you really not $3?
Why do you not $3?
Do you wish to be able to $3?
Does that trouble you?
- * you don't|won't *
Should I $3?
What makes you say that I do not $3?
- *
>
# 0 i
- * i @wish *
What would it mean to you if you got $3?
Why do you $2 $3?
Suppose you got $3 soon.
What if you never got $3?
What does $3 stand for, to you?
- * i am * @sad *
I am sorry to hear that you are $3.
Do you think that coming here will help you not to be $3?
How long have you been $3?
Can you explain what made you $3?
- * i am * @happy *
How have I helped you to be $3?
What makes you $3 just now?
Can you explain why you are suddenly $3?
- * i am *
Did you come to me because you are $2?
How long have you been $2?
Do you believe it is normal to be $2?
Do you enjoy being $2?
- * i @belief *
Do you really think so?
You are not sure that $3?
What makes you think $3?
Do you doubt that $3?
- * i love|hate|miss *
What is it about $3 that stirs you so?
Tell me more about $3.
Have you ever said so?
- * i have to|got *
What would happen if you did not?
Who says that you have to?
- * i have *
How long have you had $2?
What does it mean to you to have $2?
Tell me more about $2.
- * i *
You say that you $2?
Can you say more about that?
Do you say so for some special reason?
That is quite interesting. Why do you $2?
# 0 you
- * you remind me of *
=alike
- * you are *
What makes you think that I am $2?
Does it please you to believe that I am $2?
Do you sometimes wish that you were $2?
Perhaps you would like to be $2.
- * you * me *
Why do you think that I $2 you?
You like to think that I $2 you, do you not?
What makes you think that I $2 you?
Really, I $2 you?
- * can you *
=can
- * you *
We were talking about you, not about me.
Oh, I $2?
You are not really talking about me, are you?
What are your feelings now?
# 0 we us our
- * we *
Who else do you mean by that?
What do you share with them?
Is it easier to say we than I?
- *
>
# -1 yes yeah yep sure certainly ok okay exactly
- yes|yeah|yep|sure|certainly|ok|okay|exactly
You seem quite sure.
I see. Please go on.
I understand. What else?
And why is that?
- *
>
I see.
# -1 no nope nah
- no|nope|nah
Are you saying no just to be contrary?
You are being a little negative.
Why not?
Why no?
- *
>
Why not?
# 0 can could
- * can|could you *
You believe that I can $3, do you not?
Perhaps you would like to be able to $3 yourself.
You want me to be able to $3.
- * can|could i *
Whether or not you can $3 depends on you more than on me.
Do you want to be able to $3?
Perhaps you do not want to $3.
- *
>
# 0 because
- *
Is that the real reason?
Do any other reasons come to mind?
Does that reason explain anything else?
What other reasons might there be?
# 0 why
- * why don't you *
Do you believe that I do not $2?
Perhaps I will $2 in good time.
Should you $2 yourself?
You want me to $2?
- * why can't i *
Do you think that you should be able to $2?
Do you want to be able to $2?
Have you any idea why you can not $2?
- *
=what
# 0 what how when where who which
- *
Why do you ask?
Does that question interest you?
What is it that you really want to know?
Are such questions much on your mind?
What answer would please you most?
What do you think?
What comes to your mind when you ask that?
Have you asked anybody else?
# 1 help
- * help me *
What would be of most help to you?
How would you know that you had been helped?
- *
>
`);

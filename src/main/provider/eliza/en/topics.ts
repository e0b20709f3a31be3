import { parseElizaKeywords } from '../script.ts';

/** What a person talks about. Notation: `parseElizaKeywords`. */
export const englishTopics = parseElizaKeywords(`
# 50 computer computers machine machines robot robots program programs ai algorithm
- *
Do machines worry you?
Why do you bring up machines?
What do you think machines have to do with it?
Could a machine be of help to you?
What is it about machines that occupies you?
# 15 name names
- * my name is *
Names slip my mind at once, I am afraid. What brings you here, $2?
- *
Names do not matter to me. Please go on.
I would rather talk about you than about names.
# 10 alike same similar resembles resemble
- *
In what way?
What resemblance do you see?
What does that likeness suggest to you?
What other connections do you see?
Could there really be some connection?
# 10 like
- * would like *
What would it mean to you if you got $2?
=i
- * i don't like *
What is it about $2 that you dislike?
- * i like *
What do you like about $2?
How long have you liked $2?
- * feel|feels like *
When did it first feel like $3?
- * @being like *
In what way is it like $3?
=alike
- *
>
# 5 remember
- * do you remember *
Did you think I would forget $2?
What about $2 should I recall now?
What is it about $2?
- * i don't|can't remember *
What might keep you from remembering $3?
- * i remember *
Do you often think of $2?
What else comes to mind with $2?
What in the present reminds you of $2?
What is the connection between me and $2?
- *
>
# 4 dreamt
- * i dreamt *
Really, $2?
Have you ever imagined $2 while you were awake?
Have you dreamt $2 before?
=dream
- *
=dream
# 3 dream dreams nightmare nightmares
- *
What does that dream suggest to you?
Do you dream often?
Who appears in your dreams?
Do you believe that dreams have something to do with your trouble?
# 3 if
- * if *
Do you think it likely that $2?
Do you wish that $2?
What would follow if $2?
Really, if $2?
# 2 always forever constantly
- *
Can you think of a particular example?
When, for instance?
What incident do you have in mind?
Really, always?
# 2 never
- * i never *
What keeps you from it?
Would you like to?
- *
Really never?
Can you think of an exception?
# 2 everybody everyone nobody people noone
- * everybody|everyone|nobody *
Really, $2?
Surely you are thinking of somebody in particular.
Who, for example?
Who, may I ask?
You have somebody special in mind, have you not?
- *
What do people mean to you?
Which people do you have in mind?
# 2 my
- * my @family *
Tell me more about your family.
Who else in your family $3?
Your $2?
What else comes to mind when you think of your $2?
- * my friend|friends|girlfriend|boyfriend|partner|boss|colleague *
Tell me about your $2.
What does your $2 mean to you?
How do you get along with your $2?
- * my job|work|career|school|studies|exam|exams *
How much of your life does your $2 take?
What would you change about your $2, if you could?
How did your $2 become so important?
- * my *
Your $2?
Why do you say your $2?
Does that suggest anything else that is yours?
Is it important to you that it is your $2?
# 2 was
- * was i *
What if you were $2?
Do you think you were $2?
What would it mean if you were $2?
- * i was *
Were you really?
Why do you tell me now that you were $2?
Perhaps I already guessed that you were $2.
- * was you *
Would you like to believe that I was $2?
- *
>
# 2 feel feeling felt
- * i @feeling @sad *
I am sorry to hear that you feel $3.
What do you do when you feel $3?
Do you often feel $3?
- * i @feeling @happy *
What makes you feel $3?
How does it show when you feel $3?
- * i @feeling *
Tell me more about such feelings.
Do you often feel $3?
When do you feel $3?
What does feeling $3 remind you of?
- *
Tell me more about what you feel.
>
# 1 sorry
- *
There is no need to be sorry.
Apologies are not necessary.
What feelings do you have when you apologize?
I am only a program: you cannot offend me.
# -1 thanks thank thx
- *
You are welcome. Please go on.
Thank yourself: I only ask. What else is on your mind?
# 1 bye goodbye farewell
- *
Goodbye. Thank you for talking to me.
Goodbye. Our conversation stays on this computer, should you want to read it again.
# -1 hello hi hey greetings
- *
How do you do. I am ELIZA, a program from 1966. Please tell me what is on your mind.
Hello again. What would you like to talk about?
Hello. Please go on.
`);

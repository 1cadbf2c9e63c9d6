<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AtHq</name>
    <message>
        <source>Asking headquarters…</source>
        <translation>Asking headquarters…</translation>
    </message>
    <message>
        <source>When it agrees, this is handed over at once. Nobody has to wait for it.</source>
        <translation>When it agrees, this is handed over at once. Nobody has to wait for it.</translation>
    </message>
    <message>
        <source>One moment please, I am asking headquarters for your order.</source>
        <translation>One moment please, I am asking headquarters for your order.</translation>
    </message>
    <message>
        <source>Headquarters did not answer</source>
        <translation>Headquarters did not answer</translation>
    </message>
    <message>
        <source>Nothing was handed over. Ask again, or a manager lets it through.</source>
        <translation>Nothing was handed over. Ask again, or a manager lets it through.</translation>
    </message>
    <message>
        <source>The line is bad just now. I am trying it once more.</source>
        <translation>The line is bad just now. I am trying it once more.</translation>
    </message>
    <message>
        <source>Asking counter {number} …</source>
        <translation>Asking counter {number} …</translation>
    </message>
    <message>
        <source>One moment please, I am asking our other counter.</source>
        <translation>One moment please, I am asking our other counter.</translation>
    </message>
    <message>
        <source>Counter {number} does not answer</source>
        <translation>Counter {number} does not answer</translation>
    </message>
    <message>
        <source>Nothing was handed over. Is that PC on? Ask again, or a manager lets it through.</source>
        <translation>Nothing was handed over. Is that PC on? Ask again, or a manager lets it through.</translation>
    </message>
    <message>
        <source>Our counters do not hear each other just now. I am trying once more.</source>
        <translation>Our counters do not hear each other just now. I am trying once more.</translation>
    </message>
</context>
<context>
    <name>Calm</name>
    <message>
        <source>The data folder cannot be used</source>
        <translation>The data folder cannot be used</translation>
    </message>
    <message>
        <source>The counter may not read or write where its data is kept. Nothing was changed.</source>
        <translation>The counter may not read or write where its data is kept. Nothing was changed.</translation>
    </message>
    <message>
        <source>Start the counter under the usual account of this PC, or ask headquarters.</source>
        <translation>Start the counter under the usual account of this PC, or ask headquarters.</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>The disk is full</translation>
    </message>
    <message>
        <source>Nothing can be recorded any more. What was recorded is safe.</source>
        <translation>Nothing can be recorded any more. What was recorded is safe.</translation>
    </message>
    <message>
        <source>Delete files that are not needed from this PC, then start again.</source>
        <translation>Delete files that are not needed from this PC, then start again.</translation>
    </message>
    <message>
        <source>The data is newer than this program</source>
        <translation>The data is newer than this program</translation>
    </message>
    <message>
        <source>A newer version of the counter worked here. This one would damage its data, so it stopped.</source>
        <translation>A newer version of the counter worked here. This one would damage its data, so it stopped.</translation>
    </message>
    <message>
        <source>Install the newer version again. The data is untouched.</source>
        <translation>Install the newer version again. The data is untouched.</translation>
    </message>
    <message>
        <source>The data cannot be read</source>
        <translation>The data cannot be read</translation>
    </message>
    <message>
        <source>The file is damaged, or the key does not belong to it. What headquarters has is safe.</source>
        <translation>The file is damaged, or the key does not belong to it. What headquarters has is safe.</translation>
    </message>
    <message>
        <source>Switch nothing off and delete nothing. Call headquarters: a copy is kept beside it.</source>
        <translation>Switch nothing off and delete nothing. Call headquarters: a copy is kept beside it.</translation>
    </message>
    <message>
        <source>The data is in use</source>
        <translation>The data is in use</translation>
    </message>
    <message>
        <source>Another program holds it, perhaps a backup or a second counter.</source>
        <translation>Another program holds it, perhaps a backup or a second counter.</translation>
    </message>
    <message>
        <source>Wait a minute, then start again.</source>
        <translation>Wait a minute, then start again.</translation>
    </message>
    <message>
        <source>The keys could not be kept safely</source>
        <translation>The keys could not be kept safely</translation>
    </message>
    <message>
        <source>Without a safe place for its keys the counter writes nothing.</source>
        <translation>Without a safe place for its keys the counter writes nothing.</translation>
    </message>
    <message>
        <source>Sign in to this PC as usual and start again, or ask headquarters.</source>
        <translation>Sign in to this PC as usual and start again, or ask headquarters.</translation>
    </message>
    <message>
        <source>The counter could not start</source>
        <translation>The counter could not start</translation>
    </message>
    <message>
        <source>This is a fault of the program, not yours. What was recorded is safe.</source>
        <translation>This is a fault of the program, not yours. What was recorded is safe.</translation>
    </message>
    <message>
        <source>Start it again. If it happens again, tell headquarters the word below.</source>
        <translation>Start it again. If it happens again, tell headquarters the word below.</translation>
    </message>
    <message>
        <source>The place of the keys does not answer</source>
        <translation>The place of the keys does not answer</translation>
    </message>
    <message>
        <source>The data of this counter is here and safe, but locked.</source>
        <translation>The data of this counter is here and safe, but locked.</translation>
    </message>
    <message>
        <source>Sign in to this PC again and start the counter. If that does not help, type the recovery key.</source>
        <translation>Sign in to this PC again and start the counter. If that does not help, type the recovery key.</translation>
    </message>
    <message>
        <source>The key file is open to others</source>
        <translation>The key file is open to others</translation>
    </message>
    <message>
        <source>Somebody else on this PC could have read the key, so it is not used.</source>
        <translation>Somebody else on this PC could have read the key, so it is not used.</translation>
    </message>
    <message>
        <source>Call headquarters. With the recovery key the counter keeps it safely again.</source>
        <translation>Call headquarters. With the recovery key the counter keeps it safely again.</translation>
    </message>
    <message>
        <source>The key of this counter is missing</source>
        <translation>The key of this counter is missing</translation>
    </message>
    <message>
        <source>The data is here and safe, but locked. No new key is made: it could never open this data.</source>
        <translation>The data is here and safe, but locked. No new key is made: it could never open this data.</translation>
    </message>
    <message>
        <source>Type the recovery key from the sheet printed at enrolment, or call headquarters.</source>
        <translation>Type the recovery key from the sheet printed at enrolment, or call headquarters.</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>Checking …</translation>
    </message>
    <message>
        <source>This is not the recovery key. Check it letter by letter.</source>
        <translation>This is not the recovery key. Check it letter by letter.</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Choose</name>
    <message>
        <source>Which one?</source>
        <translation>Which one?</translation>
    </message>
    <message>
        <source>{count} found for {asked} · press the number, or ↑↓ and Enter</source>
        <translation>{count} found for {asked} · press the number, or ↑↓ and Enter</translation>
    </message>
    <message>
        <source>Open this one</source>
        <translation>Open this one</translation>
    </message>
    <message>
        <source>{name} · nothing to hand over now</source>
        <translation>{name} · nothing to hand over now</translation>
    </message>
    <message>
        <source>{count} order on the way</source>
        <translation>{count} order on the way</translation>
    </message>
    <message>
        <source>{count} orders on the way</source>
        <translation>{count} orders on the way</translation>
    </message>
    <message>
        <source>no open orders</source>
        <translation>no open orders</translation>
    </message>
    <message>
        <source>Look at this order</source>
        <translation>Look at this order</translation>
    </message>
    <message>
        <source>{grams} g</source>
        <translation>{grams} g</translation>
    </message>
    <message>
        <source>{count} in stock</source>
        <translation>{count} in stock</translation>
    </message>
    <message>
        <source>no. {number}</source>
        <translation>no. {number}</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>Next customer</translation>
    </message>
</context>
<context>
    <name>Display</name>
    <message>
        <source>Welcome! Please show your pickup code</source>
        <translation>Welcome! Please show your pickup code</translation>
    </message>
    <message>
        <source>Hello</source>
        <translation>Hello</translation>
    </message>
    <message>
        <source>Hello, {person}</source>
        <translation>Hello, {person}</translation>
    </message>
    <message>
        <source>All done. Thank you, see you soon!</source>
        <translation>All done. Thank you, see you soon!</translation>
    </message>
    <message>
        <source>Your order is being handed over. Please check it</source>
        <translation>Your order is being handed over. Please check it</translation>
    </message>
    <message>
        <source>Good to see you</source>
        <translation>Good to see you</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>and {count} more</translation>
    </message>
    <message>
        <source>now</source>
        <translation>now</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>taken</translation>
    </message>
    <message>
        <source>missing, on record</source>
        <translation>missing, on record</translation>
    </message>
    <message>
        <source>not good, on record</source>
        <translation>not good, on record</translation>
    </message>
    <message>
        <source>another time</source>
        <translation>another time</translation>
    </message>
    <message>
        <source>paid {price}</source>
        <translation>paid {price}</translation>
    </message>
    <message>
        <source>For you today</source>
        <translation>For you today</translation>
    </message>
    <message>
        <source>{count} for {price}</source>
        <translation>{count} for {price}</translation>
    </message>
    <message>
        <source>Scan to join our group-buy chat</source>
        <translation>Scan to join our group-buy chat</translation>
    </message>
    <message>
        <source>{price} off your next order</source>
        <translation>{price} off your next order</translation>
    </message>
</context>
<context>
    <name>Done</name>
    <message>
        <source>{count} handed over</source>
        <translation>{count} handed over</translation>
    </message>
    <message>
        <source>Problem reported</source>
        <translation>Problem reported</translation>
    </message>
    <message>
        <source>+{points} points · {balance} in all</source>
        <translation>+{points} points · {balance} in all</translation>
    </message>
    <message>
        <source>{count} still to be collected</source>
        <translation>{count} still to be collected</translation>
    </message>
    <message>
        <source>Let through by the manager · on record</source>
        <translation>Let through by the manager · on record</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Undo ({seconds} s)</source>
        <translation>Undo ({seconds} s)</translation>
    </message>
    <message>
        <source>Reprint</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>{count} more order of the same customer</source>
        <translation>{count} more order of the same customer</translation>
    </message>
    <message>
        <source>{count} more orders of the same customer</source>
        <translation>{count} more orders of the same customer</translation>
    </message>
    <message>
        <source>Take {order} along</source>
        <translation>Take {order} along</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>Next customer</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>{count} item back on the order</source>
        <translation>{count} item back on the order</translation>
    </message>
    <message>
        <source>{count} items back on the order</source>
        <translation>{count} items back on the order</translation>
    </message>
    <message>
        <source>The undo is on record; the receipt is void, take it back</source>
        <translation>The undo is on record; the receipt is void, take it back</translation>
    </message>
    <message>
        <source>Open the order again</source>
        <translation>Open the order again</translation>
    </message>
</context>
<context>
    <name>Drawer</name>
    <message>
        <source>Open the cash drawer</source>
        <translation>Open the cash drawer</translation>
    </message>
    <message>
        <source>What for? It goes on record with your name.</source>
        <translation>What for? It goes on record with your name.</translation>
    </message>
    <message>
        <source>close</source>
        <translation>close</translation>
    </message>
</context>
<context>
    <name>Enrol</name>
    <message>
        <source>The code has eight characters</source>
        <translation>The code has eight characters</translation>
    </message>
    <message>
        <source>Letters and digits; dashes and spaces do not matter.</source>
        <translation>Letters and digits; dashes and spaces do not matter.</translation>
    </message>
    <message>
        <source>Headquarters does not accept this code</source>
        <translation>Headquarters does not accept this code</translation>
    </message>
    <message>
        <source>Check the eight characters. If they are right, ask for a new code: one lives ten minutes and works once.</source>
        <translation>Check the eight characters. If they are right, ask for a new code: one lives ten minutes and works once.</translation>
    </message>
    <message>
        <source>Too many tries</source>
        <translation>Too many tries</translation>
    </message>
    <message>
        <source>Wait a minute, then try again.</source>
        <translation>Wait a minute, then try again.</translation>
    </message>
    <message>
        <source>Headquarters cannot be reached</source>
        <translation>Headquarters cannot be reached</translation>
    </message>
    <message>
        <source>Check the network and the address, then try again with the same code.</source>
        <translation>Check the network and the address, then try again with the same code.</translation>
    </message>
    <message>
        <source>This is not an address of headquarters</source>
        <translation>This is not an address of headquarters</translation>
    </message>
    <message>
        <source>It begins with https:// and was given to you by headquarters.</source>
        <translation>It begins with https:// and was given to you by headquarters.</translation>
    </message>
    <message>
        <source>This program is too old for headquarters</source>
        <translation>This program is too old for headquarters</translation>
    </message>
    <message>
        <source>Install the current version, then enrol again.</source>
        <translation>Install the current version, then enrol again.</translation>
    </message>
    <message>
        <source>Headquarters is older than this program</source>
        <translation>Headquarters is older than this program</translation>
    </message>
    <message>
        <source>Headquarters has to be updated first; then ask it for a new code.</source>
        <translation>Headquarters has to be updated first; then ask it for a new code.</translation>
    </message>
    <message>
        <source>This PC was not enrolled</source>
        <translation>This PC was not enrolled</translation>
    </message>
    <message>
        <source>Something went wrong here. Try again; if it stays so, tell headquarters.</source>
        <translation>Something went wrong here. Try again; if it stays so, tell headquarters.</translation>
    </message>
    <message>
        <source>Address of headquarters</source>
        <translation>Address of headquarters</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>One-time code</translation>
    </message>
    <message>
        <source>Asking headquarters …</source>
        <translation>Asking headquarters …</translation>
    </message>
    <message>
        <source>Enrol this counter</source>
        <translation>Enrol this counter</translation>
    </message>
    <message>
        <source>Make this PC a counter</source>
        <translation>Make this PC a counter</translation>
    </message>
    <message>
        <source>Headquarters gives you an address and a code that lives ten minutes.</source>
        <translation>Headquarters gives you an address and a code that lives ten minutes.</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Export what is not sent yet</source>
        <translation>Export what is not sent yet</translation>
    </message>
    <message>
        <source>Where to? The file can be read by headquarters only.</source>
        <translation>Where to? The file can be read by headquarters only.</translation>
    </message>
    <message>
        <source>USB stick {name}</source>
        <translation>USB stick {name}</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>this computer</translation>
    </message>
    <message>
        <source>{count} record exported</source>
        <translation>{count} record exported</translation>
    </message>
    <message>
        <source>{count} records exported</source>
        <translation>{count} records exported</translation>
    </message>
    <message>
        <source>Give the file to headquarters</source>
        <translation>Give the file to headquarters</translation>
    </message>
    <message>
        <source>Headquarters has everything: there is nothing to export</source>
        <translation>Headquarters has everything: there is nothing to export</translation>
    </message>
    <message>
        <source>The file could not be written. The stick may be full, locked or gone; try another. Nothing is lost.</source>
        <translation>The file could not be written. The stick may be full, locked or gone; try another. Nothing is lost.</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>by its code, offline</source>
        <translation>by its code, offline</translation>
    </message>
    <message>
        <source>Handed over {order}</source>
        <translation>Handed over {order}</translation>
    </message>
    <message>
        <source>Handed over {count}</source>
        <translation>Handed over {count}</translation>
    </message>
    <message>
        <source>Let through {order}</source>
        <translation>Let through {order}</translation>
    </message>
    <message>
        <source>Let through {count}</source>
        <translation>Let through {count}</translation>
    </message>
    <message>
        <source>{count} point back</source>
        <translation>{count} point back</translation>
    </message>
    <message>
        <source>{count} points back</source>
        <translation>{count} points back</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>Shortage</source>
        <translation>Shortage</translation>
    </message>
    <message>
        <source>Quality problem</source>
        <translation>Quality problem</translation>
    </message>
    <message>
        <source>line {number}</source>
        <translation>line {number}</translation>
    </message>
    <message>
        <source>time no. {count}</source>
        <translation>time no. {count}</translation>
    </message>
    <message>
        <source>Reprinted</source>
        <translation>Reprinted</translation>
    </message>
    <message>
        <source>Given back to headquarters</source>
        <translation>Given back to headquarters</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Signed in</translation>
    </message>
    <message>
        <source>Phone number shown</source>
        <translation>Phone number shown</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>Cash drawer</translation>
    </message>
    <message>
        <source>Sold at the other till</source>
        <translation>Sold at the other till</translation>
    </message>
    <message>
        <source>with a PIN</source>
        <translation>with a PIN</translation>
    </message>
    <message>
        <source>in a file for the customer</source>
        <translation>in a file for the customer</translation>
    </message>
    <message>
        <source>Let another counter have</source>
        <translation>Let another counter have</translation>
    </message>
    <message>
        <source>Another counter gave back</source>
        <translation>Another counter gave back</translation>
    </message>
    <message>
        <source>Sentence {variant}: taken</source>
        <translation>Sentence {variant}: taken</translation>
    </message>
    <message>
        <source>Sentence {variant}: not wanted</source>
        <translation>Sentence {variant}: not wanted</translation>
    </message>
    <message>
        <source>Sentence {variant}: not said</source>
        <translation>Sentence {variant}: not said</translation>
    </message>
    <message>
        <source>receipt {number}</source>
        <translation>receipt {number}</translation>
    </message>
    <message>
        <source>to send</source>
        <translation>to send</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>conflict</translation>
    </message>
    <message>
        <source>HQ is looking at it</source>
        <translation>HQ is looking at it</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>settled</translation>
    </message>
    <message>
        <source>HQ has it {time}</source>
        <translation>HQ has it {time}</translation>
    </message>
    <message>
        <source>These goods were handed over before. Compare the receipts; both records are kept.</source>
        <translation>These goods were handed over before. Compare the receipts; both records are kept.</translation>
    </message>
    <message>
        <source>Another counter held this order at that time. Compare the receipts of both counters.</source>
        <translation>Another counter held this order at that time. Compare the receipts of both counters.</translation>
    </message>
    <message>
        <source>The money had already been paid back. Ask headquarters how to settle it with the customer.</source>
        <translation>The money had already been paid back. Ask headquarters how to settle it with the customer.</translation>
    </message>
    <message>
        <source>The order had been cancelled before. Ask headquarters how to settle it.</source>
        <translation>The order had been cancelled before. Ask headquarters how to settle it.</translation>
    </message>
    <message>
        <source>The order belongs to another store by now. Tell that store it was handed over here.</source>
        <translation>The order belongs to another store by now. Tell that store it was handed over here.</translation>
    </message>
    <message>
        <source>The conflict was taken back here. Nothing is left to do.</source>
        <translation>The conflict was taken back here. Nothing is left to do.</translation>
    </message>
    <message>
        <source>Headquarters does not know this order yet and keeps the record until it does.</source>
        <translation>Headquarters does not know this order yet and keeps the record until it does.</translation>
    </message>
    <message>
        <source>This counter is blocked. Its records are kept at headquarters.</source>
        <translation>This counter is blocked. Its records are kept at headquarters.</translation>
    </message>
    <message>
        <source>The code of this hand-over is not one headquarters made. Keep the receipt and tell headquarters.</source>
        <translation>The code of this hand-over is not one headquarters made. Keep the receipt and tell headquarters.</translation>
    </message>
    <message>
        <source>Headquarters keeps this record and looks at it ({word}).</source>
        <translation>Headquarters keeps this record and looks at it ({word}).</translation>
    </message>
    <message>
        <source>members</source>
        <translation>members</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>orders</translation>
    </message>
    <message>
        <source>products</source>
        <translation>products</translation>
    </message>
    <message>
        <source>sentences</source>
        <translation>sentences</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>Type Chinese</source>
        <translation>Type Chinese</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Last {time}</source>
        <translation>Last {time}</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>taken back</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>handed over</translation>
    </message>
    <message>
        <source>confirm</source>
        <translation>confirm</translation>
    </message>
    <message>
        <source>appearance, language</source>
        <translation>appearance, language</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>clear</translation>
    </message>
    <message>
        <source>takes the offer</source>
        <translation>takes the offer</translation>
    </message>
    <message>
        <source>no thanks</source>
        <translation>no thanks</translation>
    </message>
    <message>
        <source>drawer</source>
        <translation>drawer</translation>
    </message>
    <message>
        <source>reprint</source>
        <translation>reprint</translation>
    </message>
    <message>
        <source>undo (60 s)</source>
        <translation>undo (60 s)</translation>
    </message>
    <message>
        <source>open at the counter</source>
        <translation>open at the counter</translation>
    </message>
    <message>
        <source>order</source>
        <translation>order</translation>
    </message>
    <message>
        <source>list</source>
        <translation>list</translation>
    </message>
    <message>
        <source>search</source>
        <translation>search</translation>
    </message>
    <message>
        <source>sort by slot</source>
        <translation>sort by slot</translation>
    </message>
    <message>
        <source>clear the search</source>
        <translation>clear the search</translation>
    </message>
    <message>
        <source>retry now</source>
        <translation>retry now</translation>
    </message>
    <message>
        <source>export what is not sent</source>
        <translation>export what is not sent</translation>
    </message>
    <message>
        <source>scroll</source>
        <translation>scroll</translation>
    </message>
    <message>
        <source>back to the counter</source>
        <translation>back to the counter</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>choose</translation>
    </message>
    <message>
        <source>change</source>
        <translation>change</translation>
    </message>
    <message>
        <source>leave as it is, skip</source>
        <translation>leave as it is, skip</translation>
    </message>
    <message>
        <source>all settings</source>
        <translation>all settings</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>Pickups</source>
        <translation>Pickups</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>More</source>
        <translation>More</translation>
    </message>
    <message>
        <source>Tuangui</source>
        <translation>Tuangui</translation>
    </message>
    <message>
        <source>Counter {number}</source>
        <translation>Counter {number}</translation>
    </message>
    <message>
        <source>{count} to send</source>
        <translation>{count} to send</translation>
    </message>
    <message>
        <source>in step</source>
        <translation>in step</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Offline {span}</source>
        <translation>Offline {span}</translation>
    </message>
    <message>
        <source>Sync stopped</source>
        <translation>Sync stopped</translation>
    </message>
    <message>
        <source>Clock off by {span}</source>
        <translation>Clock off by {span}</translation>
    </message>
    <message>
        <source>Data {age} old</source>
        <translation>Data {age} old</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Printer: no paper</source>
        <translation>Printer: no paper</translation>
    </message>
    <message>
        <source>Printer: look at it</source>
        <translation>Printer: look at it</translation>
    </message>
    <message>
        <source>Printer: off</source>
        <translation>Printer: off</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>Scanner, camera</source>
        <translation>Scanner, camera</translation>
    </message>
    <message>
        <source>Camera: not found</source>
        <translation>Camera: not found</translation>
    </message>
    <message>
        <source>Scanner: gone</source>
        <translation>Scanner: gone</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>Address of the printer</source>
        <translation>Address of the printer</translation>
    </message>
    <message>
        <source>How it should look</source>
        <translation>How it should look</translation>
    </message>
    <message>
        <source>Scan this</source>
        <translation>Scan this</translation>
    </message>
    <message>
        <source>Could not be kept: the data folder cannot be written.</source>
        <translation>Could not be kept: the data folder cannot be written.</translation>
    </message>
    <message>
        <source>That is no address. It looks like 192.168.1.50</source>
        <translation>That is no address. It looks like 192.168.1.50</translation>
    </message>
    <message>
        <source>Sent to the printer. Do what the sheet says, then press R.</source>
        <translation>Sent to the printer. Do what the sheet says, then press R.</translation>
    </message>
    <message>
        <source>Looking at 253 addresses …</source>
        <translation>Looking at 253 addresses …</translation>
    </message>
    <message>
        <source>Printing …</source>
        <translation>Printing …</translation>
    </message>
    <message>
        <source>serial port</source>
        <translation>serial port</translation>
    </message>
    <message>
        <source>back</source>
        <translation>back</translation>
    </message>
    <message>
        <source>skip, come back later</source>
        <translation>skip, come back later</translation>
    </message>
    <message>
        <source>Looking what hangs on this PC …</source>
        <translation>Looking what hangs on this PC …</translation>
    </message>
    <message>
        <source>Nothing hangs on this PC. Is it a printer of the network? Its address stands on the page it prints when switched on with the feed key held.</source>
        <translation>Nothing hangs on this PC. Is it a printer of the network? Its address stands on the page it prints when switched on with the feed key held.</translation>
    </message>
    <message>
        <source>Check list</source>
        <translation>Check list</translation>
    </message>
    <message>
        <source>What is the printer&apos;s address?</source>
        <translation>What is the printer&apos;s address?</translation>
    </message>
    <message>
        <source>Type it and press Enter. It looks like 192.168.1.50</source>
        <translation>Type it and press Enter. It looks like 192.168.1.50</translation>
    </message>
    <message>
        <source>Whose scanner is it?</source>
        <translation>Whose scanner is it?</translation>
    </message>
    <message>
        <source>The name stands on the gun. ↑↓, then Enter prints its sheet: scan one code, and the gun is on a serial port.</source>
        <translation>The name stands on the gun. ↑↓, then Enter prints its sheet: scan one code, and the gun is on a serial port.</translation>
    </message>
    <message>
        <source>Print the sheet with the codes</source>
        <translation>Print the sheet with the codes</translation>
    </message>
    <message>
        <source>Print its set-up sheet</source>
        <translation>Print its set-up sheet</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Which one is the receipt printer?</source>
        <translation>Which one is the receipt printer?</translation>
    </message>
    <message>
        <source>Choose it with ↑↓ and press Enter: it prints a test page.</source>
        <translation>Choose it with ↑↓ and press Enter: it prints a test page.</translation>
    </message>
    <message>
        <source>Type its address</source>
        <translation>Type its address</translation>
    </message>
    <message>
        <source>Look in the shop&apos;s network</source>
        <translation>Look in the shop&apos;s network</translation>
    </message>
    <message>
        <source>Look at this PC again</source>
        <translation>Look at this PC again</translation>
    </message>
    <message>
        <source>The test page is being printed …</source>
        <translation>The test page is being printed …</translation>
    </message>
    <message>
        <source>This takes a few seconds.</source>
        <translation>This takes a few seconds.</translation>
    </message>
    <message>
        <source>Did a page come out?</source>
        <translation>Did a page come out?</translation>
    </message>
    <message>
        <source>Look at the printer. Whether it can be read is asked next.</source>
        <translation>Look at the printer. Whether it can be read is asked next.</translation>
    </message>
    <message>
        <source>Is the Chinese readable?</source>
        <translation>Is the Chinese readable?</translation>
    </message>
    <message>
        <source>Compare with the right. If it is strange or blank, press N.</source>
        <translation>Compare with the right. If it is strange or blank, press N.</translation>
    </message>
    <message>
        <source>All of it can be read</source>
        <translation>All of it can be read</translation>
    </message>
    <message>
        <source>Strange signs or blanks</source>
        <translation>Strange signs or blanks</translation>
    </message>
    <message>
        <source>Do the digits fill one line?</source>
        <translation>Do the digits fill one line?</translation>
    </message>
    <message>
        <source>It is the one below “1.”</source>
        <translation>It is the one below “1.”</translation>
    </message>
    <message>
        <source>Exactly one line</source>
        <translation>Exactly one line</translation>
    </message>
    <message>
        <source>It goes on in a second line</source>
        <translation>It goes on in a second line</translation>
    </message>
    <message>
        <source>Paper is left on the right</source>
        <translation>Paper is left on the right</translation>
    </message>
    <message>
        <source>Was the page cut off?</source>
        <translation>Was the page cut off?</translation>
    </message>
    <message>
        <source>By the printer itself. Torn off by hand means No.</source>
        <translation>By the printer itself. Torn off by hand means No.</translation>
    </message>
    <message>
        <source>It cannot be scanned</source>
        <translation>It cannot be scanned</translation>
    </message>
    <message>
        <source>Scan the upper code on the test page</source>
        <translation>Scan the upper code on the test page</translation>
    </message>
    <message>
        <source>With the shop&apos;s scanner. If there is none yet, use a phone.</source>
        <translation>With the shop&apos;s scanner. If there is none yet, use a phone.</translation>
    </message>
    <message>
        <source>A phone could read it</source>
        <translation>A phone could read it</translation>
    </message>
    <message>
        <source>Now scan the lower code</source>
        <translation>Now scan the lower code</translation>
    </message>
    <message>
        <source>The printer drew it itself. With No, ours is used, which works too.</source>
        <translation>The printer drew it itself. With No, ours is used, which works too.</translation>
    </message>
    <message>
        <source>Not there, or cannot be scanned</source>
        <translation>Not there, or cannot be scanned</translation>
    </message>
    <message>
        <source>Scan any code now</source>
        <translation>Scan any code now</translation>
    </message>
    <message>
        <source>From a package, say. A scanner on a serial port: choose it with ↑↓ and Enter first.</source>
        <translation>From a package, say. A scanner on a serial port: choose it with ↑↓ and Enter first.</translation>
    </message>
    <message>
        <source>Look for serial ports again</source>
        <translation>Look for serial ports again</translation>
    </message>
    <message>
        <source>Scan code 1: digits</source>
        <translation>Scan code 1: digits</translation>
    </message>
    <message>
        <source>From the screen or the sheet: does an input method take digits away?</source>
        <translation>From the screen or the sheet: does an input method take digits away?</translation>
    </message>
    <message>
        <source>Scan code 2: letters</source>
        <translation>Scan code 2: letters</translation>
    </message>
    <message>
        <source>It shows whether Caps Lock is on.</source>
        <translation>It shows whether Caps Lock is on.</translation>
    </message>
    <message>
        <source>Scan code 3: a long one</source>
        <translation>Scan code 3: a long one</translation>
    </message>
    <message>
        <source>The last one.</source>
        <translation>The last one.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>↑↓ and Enter go back to a line. This page is always in the settings.</source>
        <translation>↑↓ and Enter go back to a line. This page is always in the settings.</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>That was another code. Scan the right one.</source>
        <translation>That was another code. Scan the right one.</translation>
    </message>
    <message>
        <source>No page came: is the printer on, has it paper? Or choose another one.</source>
        <translation>No page came: is the printer on, has it paper? Or choose another one.</translation>
    </message>
    <message>
        <source>Not printed</source>
        <translation>Not printed</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>Chinese</translation>
    </message>
    <message>
        <source>Paper width</source>
        <translation>Paper width</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Cut</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>QR code</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>Scanner speed</source>
        <translation>Scanner speed</translation>
    </message>
    <message>
        <source>Line end</source>
        <translation>Line end</translation>
    </message>
    <message>
        <source>Input method</source>
        <translation>Input method</translation>
    </message>
    <message>
        <source>Caps Lock</source>
        <translation>Caps Lock</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>skipped</translation>
    </message>
    <message>
        <source>letters of the printer</source>
        <translation>letters of the printer</translation>
    </message>
    <message>
        <source>letters of the printer (UTF-8)</source>
        <translation>letters of the printer (UTF-8)</translation>
    </message>
    <message>
        <source>drawn by us</source>
        <translation>drawn by us</translation>
    </message>
    <message>
        <source>cuts by itself</source>
        <translation>cuts by itself</translation>
    </message>
    <message>
        <source>torn off by hand</source>
        <translation>torn off by hand</translation>
    </message>
    <message>
        <source>drawn by the printer</source>
        <translation>drawn by the printer</translation>
    </message>
    <message>
        <source>readable</source>
        <translation>readable</translation>
    </message>
    <message>
        <source>gap {count} ms</source>
        <translation>gap {count} ms</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>fine</translation>
    </message>
    <message>
        <source>no page came; is it on, with paper and cable?</source>
        <translation>no page came; is it on, with paper and cable?</translation>
    </message>
    <message>
        <source>cannot be read even when drawn; try another printer</source>
        <translation>cannot be read even when drawn; try another printer</translation>
    </message>
    <message>
        <source>no width fits; set it in the settings</source>
        <translation>no width fits; set it in the settings</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>not known</translation>
    </message>
    <message>
        <source>cannot be scanned; is the print pale?</source>
        <translation>cannot be scanned; is the print pale?</translation>
    </message>
    <message>
        <source>scans arrive damaged; take a prefix off</source>
        <translation>scans arrive damaged; take a prefix off</translation>
    </message>
    <message>
        <source>too slow; set it faster with its manual</source>
        <translation>too slow; set it faster with its manual</translation>
    </message>
    <message>
        <source>sends no Enter; works, a little slower</source>
        <translation>sends no Enter; works, a little slower</translation>
    </message>
    <message>
        <source>digits get lost; turn the input method off</source>
        <translation>digits get lost; turn the input method off</translation>
    </message>
    <message>
        <source>Caps Lock is on; our codes are read all the same</source>
        <translation>Caps Lock is on; our codes are read all the same</translation>
    </message>
</context>
<context>
    <name>Idle</name>
    <message>
        <source>Ready for the next customer</source>
        <translation>Ready for the next customer</translation>
    </message>
    <message>
        <source>Scan the code on the phone · or type the 8 digits, a phone or its last 4</source>
        <translation>Scan the code on the phone · or type the 8 digits, a phone or its last 4</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>waiting</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>overdue</translation>
    </message>
    <message>
        <source>not arrived</source>
        <translation>not arrived</translation>
    </message>
    <message>
        <source>collected today</source>
        <translation>collected today</translation>
    </message>
    <message>
        <source>problems</source>
        <translation>problems</translation>
    </message>
    <message>
        <source>Last: {time}</source>
        <translation>Last: {time}</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>taken back</translation>
    </message>
    <message>
        <source>receipt {number}</source>
        <translation>receipt {number}</translation>
    </message>
</context>
<context>
    <name>Lines</name>
    <message>
        <source>{count} taken</source>
        <translation>{count} taken</translation>
    </message>
    <message>
        <source>Missing: {count}, reported</source>
        <translation>Missing: {count}, reported</translation>
    </message>
    <message>
        <source>Quality problem: {count}, reported</source>
        <translation>Quality problem: {count}, reported</translation>
    </message>
    <message>
        <source>{count} reported missing</source>
        <translation>{count} reported missing</translation>
    </message>
    <message>
        <source>Short: {arrived} of {quantity} arrived</source>
        <translation>Short: {arrived} of {quantity} arrived</translation>
    </message>
    <message>
        <source>leader {name}</source>
        <translation>leader {name}</translation>
    </message>
    <message>
        <source>ordered {time}</source>
        <translation>ordered {time}</translation>
    </message>
    <message>
        <source>arrived {time}</source>
        <translation>arrived {time}</translation>
    </message>
    <message>
        <source>{slot} +{more}</source>
        <translation>{slot} +{more}</translation>
    </message>
    <message>
        <source>in {slot}</source>
        <translation>in {slot}</translation>
    </message>
    <message>
        <source>{count} can go now</source>
        <translation>{count} can go now</translation>
    </message>
    <message>
        <source>not arrived yet</source>
        <translation>not arrived yet</translation>
    </message>
    <message>
        <source>expected {time}</source>
        <translation>expected {time}</translation>
    </message>
    <message>
        <source>visit no. {count}</source>
        <translation>visit no. {count}</translation>
    </message>
    <message>
        <source>member</source>
        <translation>member</translation>
    </message>
</context>
<context>
    <name>Lock</name>
    <message>
        <source>What lies on the counter is kept. Printing and sync go on.</source>
        <translation>What lies on the counter is kept. Printing and sync go on.</translation>
    </message>
    <message>
        <source>Type your PIN to go on</source>
        <translation>Type your PIN to go on</translation>
    </message>
    <message>
        <source>Type your PIN to take over the counter</source>
        <translation>Type your PIN to take over the counter</translation>
    </message>
    <message>
        <source>What {name} had open is put away; nothing of it is handed over.</source>
        <translation>What {name} had open is put away; nothing of it is handed over.</translation>
    </message>
    <message>
        <source>Scanned: shown after your PIN</source>
        <translation>Scanned: shown after your PIN</translation>
    </message>
    <message>
        <source>This is a payment code; it was not kept</source>
        <translation>This is a payment code; it was not kept</translation>
    </message>
    <message>
        <source>Not a code we know: scan it again after your PIN</source>
        <translation>Not a code we know: scan it again after your PIN</translation>
    </message>
</context>
<context>
    <name>Member</name>
    <message>
        <source>home store here</source>
        <translation>home store here</translation>
    </message>
    <message>
        <source>home store elsewhere</source>
        <translation>home store elsewhere</translation>
    </message>
    <message>
        <source>visit no. {count}</source>
        <translation>visit no. {count}</translation>
    </message>
    <message>
        <source>points</source>
        <translation>points</translation>
    </message>
    <message>
        <source>coupons</source>
        <translation>coupons</translation>
    </message>
    <message>
        <source>this month</source>
        <translation>this month</translation>
    </message>
    <message>
        <source>Usually buys</source>
        <translation>Usually buys</translation>
    </message>
    <message>
        <source>last {day}</source>
        <translation>last {day}</translation>
    </message>
    <message>
        <source>bought today</source>
        <translation>bought today</translation>
    </message>
    <message>
        <source>full number</source>
        <translation>full number</translation>
    </message>
    <message>
        <source>their data</source>
        <translation>their data</translation>
    </message>
    <message>
        <source>¥{amount} off ¥{threshold}</source>
        <translation>¥{amount} off ¥{threshold}</translation>
    </message>
    <message>
        <source>¥{amount} off</source>
        <translation>¥{amount} off</translation>
    </message>
    <message>
        <source>over</source>
        <translation>over</translation>
    </message>
    <message>
        <source>ends today</source>
        <translation>ends today</translation>
    </message>
    <message>
        <source>1 day left</source>
        <translation>1 day left</translation>
    </message>
    <message>
        <source>{count} days left</source>
        <translation>{count} days left</translation>
    </message>
</context>
<context>
    <name>MemberData</name>
    <message>
        <source>The customer&apos;s data, in a file</source>
        <translation>The customer&apos;s data, in a file</translation>
    </message>
    <message>
        <source>Where to? Everybody can read it: give it to them alone.</source>
        <translation>Where to? Everybody can read it: give it to them alone.</translation>
    </message>
    <message>
        <source>Data of {name}</source>
        <translation>Data of {name}</translation>
    </message>
    <message>
        <source>Give them all of it</source>
        <translation>Give them all of it</translation>
    </message>
    <message>
        <source>A file with all this counter holds, full number included.</source>
        <translation>A file with all this counter holds, full number included.</translation>
    </message>
    <message>
        <source>Delete them here</source>
        <translation>Delete them here</translation>
    </message>
    <message>
        <source>Name, phone, points and coupons go from this counter.</source>
        <translation>Name, phone, points and coupons go from this counter.</translation>
    </message>
    <message>
        <source>What was handed over stays on record, without name or phone. Headquarters has its own copy: have it deleted there too, or it comes back.</source>
        <translation>What was handed over stays on record, without name or phone. Headquarters has its own copy: have it deleted there too, or it comes back.</translation>
    </message>
    <message>
        <source>To delete, type the last four digits of their phone</source>
        <translation>To delete, type the last four digits of their phone</translation>
    </message>
    <message>
        <source>Those are not the last four digits</source>
        <translation>Those are not the last four digits</translation>
    </message>
    <message>
        <source>Give it to the customer, then delete it: it holds their number.</source>
        <translation>Give it to the customer, then delete it: it holds their number.</translation>
    </message>
    <message>
        <source>The file is written, and it is on record</source>
        <translation>The file is written, and it is on record</translation>
    </message>
    <message>
        <source>The file could not be written</source>
        <translation>The file could not be written</translation>
    </message>
    <message>
        <source>The stick may be full, locked or gone. Try another.</source>
        <translation>The stick may be full, locked or gone. Try another.</translation>
    </message>
    <message>
        <source>Deleted from this counter</source>
        <translation>Deleted from this counter</translation>
    </message>
    <message>
        <source>Tell headquarters, so that it does not send them again.</source>
        <translation>Tell headquarters, so that it does not send them again.</translation>
    </message>
    <message>
        <source>Hand over first: {orders}. Nothing was deleted.</source>
        <translation>Hand over first: {orders}. Nothing was deleted.</translation>
    </message>
    <message>
        <source>Goods are still waiting for them</source>
        <translation>Goods are still waiting for them</translation>
    </message>
    <message>
        <source>Nothing is held of them here any more</source>
        <translation>Nothing is held of them here any more</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>Appearance</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>dark</translation>
    </message>
    <message>
        <source>light</source>
        <translation>light</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Lock, what is here stays</source>
        <translation>Lock, what is here stays</translation>
    </message>
    <message>
        <source>Sign out, somebody else takes over</source>
        <translation>Sign out, somebody else takes over</translation>
    </message>
    <message>
        <source>More</source>
        <translation>More</translation>
    </message>
    <message>
        <source>close</source>
        <translation>close</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Sounds</translation>
    </message>
    <message>
        <source>Customer display</source>
        <translation>Customer display</translation>
    </message>
    <message>
        <source>Camera as a scanner</source>
        <translation>Camera as a scanner</translation>
    </message>
    <message>
        <source>on</source>
        <translation>on</translation>
    </message>
    <message>
        <source>off</source>
        <translation>off</translation>
    </message>
    <message>
        <source>on · no loudspeaker</source>
        <translation>on · no loudspeaker</translation>
    </message>
    <message>
        <source>on · no second screen</source>
        <translation>on · no second screen</translation>
    </message>
    <message>
        <source>on · no camera found</source>
        <translation>on · no camera found</translation>
    </message>
</context>
<context>
    <name>Note</name>
    <message>
        <source>Member code is too old</source>
        <translation>Member code is too old</translation>
    </message>
    <message>
        <source>A member code lives two minutes</source>
        <translation>A member code lives two minutes</translation>
    </message>
    <message>
        <source>Please open your member code again; it changes every minute.</source>
        <translation>Please open your member code again; it changes every minute.</translation>
    </message>
    <message>
        <source>This card was reported lost</source>
        <translation>This card was reported lost</translation>
    </message>
    <message>
        <source>Look the member up by phone instead</source>
        <translation>Look the member up by phone instead</translation>
    </message>
    <message>
        <source>This card was reported lost. May I have the last four digits of your phone?</source>
        <translation>This card was reported lost. May I have the last four digits of your phone?</translation>
    </message>
    <message>
        <source>This is a QR code from a receipt</source>
        <translation>This is a QR code from a receipt</translation>
    </message>
    <message>
        <source>The customer scans it with their own phone</source>
        <translation>The customer scans it with their own phone</translation>
    </message>
    <message>
        <source>Scan this code with WeChat on your phone and the coupon is yours.</source>
        <translation>Scan this code with WeChat on your phone and the coupon is yours.</translation>
    </message>
    <message>
        <source>Badge of {name}</source>
        <translation>Badge of {name}</translation>
    </message>
    <message>
        <source>To change who stands here, sign out first (F10)</source>
        <translation>To change who stands here, sign out first (F10)</translation>
    </message>
    <message>
        <source>This is a payment code</source>
        <translation>This is a payment code</translation>
    </message>
    <message>
        <source>It was not kept. Payment is taken on the till.</source>
        <translation>It was not kept. Payment is taken on the till.</translation>
    </message>
    <message>
        <source>That is your payment code. Please show me the pickup code of your order.</source>
        <translation>That is your payment code. Please show me the pickup code of your order.</translation>
    </message>
    <message>
        <source>No order with this pickup number</source>
        <translation>No order with this pickup number</translation>
    </message>
    <message>
        <source>May I see the code on your phone? Or the last four digits of your number?</source>
        <translation>May I see the code on your phone? Or the last four digits of your number?</translation>
    </message>
    <message>
        <source>Nobody with this phone number</source>
        <translation>Nobody with this phone number</translation>
    </message>
    <message>
        <source>Did you order with another number? The pickup code works too.</source>
        <translation>Did you order with another number? The pickup code works too.</translation>
    </message>
    <message>
        <source>Nobody with these last four digits</source>
        <translation>Nobody with these last four digits</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>May I have the last four digits of your phone?</source>
        <translation>May I have the last four digits of your phone?</translation>
    </message>
    <message>
        <source>Not one of our products</source>
        <translation>Not one of our products</translation>
    </message>
    <message>
        <source>Member not known here yet</source>
        <translation>Member not known here yet</translation>
    </message>
    <message>
        <source>May I have your phone number? I will look for your order.</source>
        <translation>May I have your phone number? I will look for your order.</translation>
    </message>
    <message>
        <source>Coupon not known here yet</source>
        <translation>Coupon not known here yet</translation>
    </message>
    <message>
        <source>This coupon is not here yet; it is still valid, please keep it.</source>
        <translation>This coupon is not here yet; it is still valid, please keep it.</translation>
    </message>
    <message>
        <source>Badge not valid</source>
        <translation>Badge not valid</translation>
    </message>
    <message>
        <source>Could you make the screen brighter and hold the code still?</source>
        <translation>Could you make the screen brighter and hold the code still?</translation>
    </message>
    <message>
        <source>Could you read me the eight digits below the code?</source>
        <translation>Could you read me the eight digits below the code?</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>Not readable</translation>
    </message>
    <message>
        <source>The scanner sent no text. Scan again.</source>
        <translation>The scanner sent no text. Scan again.</translation>
    </message>
    <message>
        <source>Not one of our codes</source>
        <translation>Not one of our codes</translation>
    </message>
    <message>
        <source>Far too long for a code of ours</source>
        <translation>Far too long for a code of ours</translation>
    </message>
    <message>
        <source>Code is damaged</source>
        <translation>Code is damaged</translation>
    </message>
    <message>
        <source>Ours, but not complete. Scan again or type the pickup number.</source>
        <translation>Ours, but not complete. Scan again or type the pickup number.</translation>
    </message>
    <message>
        <source>Code is not genuine</source>
        <translation>Code is not genuine</translation>
    </message>
    <message>
        <source>The signature is wrong. Hand nothing over on this code.</source>
        <translation>The signature is wrong. Hand nothing over on this code.</translation>
    </message>
    <message>
        <source>This code cannot be checked. Please open the order in your app and show me the code there.</source>
        <translation>This code cannot be checked. Please open the order in your app and show me the code there.</translation>
    </message>
    <message>
        <source>Code cannot be checked here</source>
        <translation>Code cannot be checked here</translation>
    </message>
    <message>
        <source>Its key is not on this counter: older than allowed, or newer than our data</source>
        <translation>Its key is not on this counter: older than allowed, or newer than our data</translation>
    </message>
    <message>
        <source>Pickup number mistyped</source>
        <translation>Pickup number mistyped</translation>
    </message>
    <message>
        <source>The check digit does not fit. Type the eight digits again.</source>
        <translation>The check digit does not fit. Type the eight digits again.</translation>
    </message>
    <message>
        <source>Not a mobile number</source>
        <translation>Not a mobile number</translation>
    </message>
    <message>
        <source>A mobile number has 11 digits and starts with 13 to 19</source>
        <translation>A mobile number has 11 digits and starts with 13 to 19</translation>
    </message>
    <message>
        <source>Could you read me your phone number again?</source>
        <translation>Could you read me your phone number again?</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>There is no hand-over to take back</source>
        <translation>There is no hand-over to take back</translation>
    </message>
    <message>
        <source>Too late to undo: a hand-over can be taken back for one hour</source>
        <translation>Too late to undo: a hand-over can be taken back for one hour</translation>
    </message>
    <message>
        <source>Receipt {number} prints again, marked as reprint no. {times}</source>
        <translation>Receipt {number} prints again, marked as reprint no. {times}</translation>
    </message>
    <message>
        <source>There is no receipt to print again</source>
        <translation>There is no receipt to print again</translation>
    </message>
    <message>
        <source>No line is chosen: Space takes a line</source>
        <translation>No line is chosen: Space takes a line</translation>
    </message>
    <message>
        <source>Something went wrong and nothing was done. Try again; headquarters can see the fault.</source>
        <translation>Something went wrong and nothing was done. Try again; headquarters can see the fault.</translation>
    </message>
    <message>
        <source>This member is not known here any more</source>
        <translation>This member is not known here any more</translation>
    </message>
    <message>
        <source>Finish or close what is open first (Esc)</source>
        <translation>Finish or close what is open first (Esc)</translation>
    </message>
    <message>
        <source>The cash drawer was told to open</source>
        <translation>The cash drawer was told to open</translation>
    </message>
    <message>
        <source>The printer was busy, so the drawer stays shut. Press Ctrl+D again when it is done.</source>
        <translation>The printer was busy, so the drawer stays shut. Press Ctrl+D again when it is done.</translation>
    </message>
    <message>
        <source>The printer does not answer, so the drawer stays shut. Is it on? Its key opens it by hand.</source>
        <translation>The printer does not answer, so the drawer stays shut. Is it on? Its key opens it by hand.</translation>
    </message>
    <message>
        <source>The printer wants paper or a hand first, so the drawer stays shut. Its key opens it by hand.</source>
        <translation>The printer wants paper or a hand first, so the drawer stays shut. Its key opens it by hand.</translation>
    </message>
    <message>
        <source>The line to the printer broke: look whether the drawer is open. Its key opens it by hand.</source>
        <translation>The line to the printer broke: look whether the drawer is open. Its key opens it by hand.</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>Receipt {number} waits for the printer</source>
        <translation>Receipt {number} waits for the printer</translation>
    </message>
    <message>
        <source>Receipt {number} is printing</source>
        <translation>Receipt {number} is printing</translation>
    </message>
    <message>
        <source>Receipt {number} was sent to the printer</source>
        <translation>Receipt {number} was sent to the printer</translation>
    </message>
    <message>
        <source>Receipt {number} has printed</source>
        <translation>Receipt {number} has printed</translation>
    </message>
    <message>
        <source>Receipt {number} has not been printed</source>
        <translation>Receipt {number} has not been printed</translation>
    </message>
    <message>
        <source>Receipt {number}: nobody knows whether it printed</source>
        <translation>Receipt {number}: nobody knows whether it printed</translation>
    </message>
    <message>
        <source>Receipt {number}: settled by hand</source>
        <translation>Receipt {number}: settled by hand</translation>
    </message>
    <message>
        <source>waits for the printer</source>
        <translation>waits for the printer</translation>
    </message>
    <message>
        <source>printing</source>
        <translation>printing</translation>
    </message>
    <message>
        <source>sent to the printer</source>
        <translation>sent to the printer</translation>
    </message>
    <message>
        <source>printed</source>
        <translation>printed</translation>
    </message>
    <message>
        <source>not printed</source>
        <translation>not printed</translation>
    </message>
    <message>
        <source>printed?</source>
        <translation>printed?</translation>
    </message>
    <message>
        <source>print settled by hand</source>
        <translation>print settled by hand</translation>
    </message>
</context>
<context>
    <name>Phone</name>
    <message>
        <source>{seconds} s more · it is on record</source>
        <translation>{seconds} s more · it is on record</translation>
    </message>
    <message>
        <source>hide it</source>
        <translation>hide it</translation>
    </message>
</context>
<context>
    <name>Pickup</name>
    <message>
        <source>Asking counter {number} …</source>
        <translation>Asking counter {number} …</translation>
    </message>
    <message>
        <source>Handing over …</source>
        <translation>Handing over …</translation>
    </message>
    <message>
        <source>Hand over {count} and print</source>
        <translation>Hand over {count} and print</translation>
    </message>
    <message>
        <source>Report the problem</source>
        <translation>Report the problem</translation>
    </message>
    <message>
        <source>Nothing chosen</source>
        <translation>Nothing chosen</translation>
    </message>
    <message>
        <source>Take all</source>
        <translation>Take all</translation>
    </message>
    <message>
        <source>Take part</source>
        <translation>Take part</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>quantity</source>
        <translation>quantity</translation>
    </message>
    <message>
        <source>line</source>
        <translation>line</translation>
    </message>
    <message>
        <source>take or leave</source>
        <translation>take or leave</translation>
    </message>
    <message>
        <source>missing, bad, fine</source>
        <translation>missing, bad, fine</translation>
    </message>
    <message>
        <source>Headquarters changed something meanwhile; it is checked again on Enter</source>
        <translation>Headquarters changed something meanwhile; it is checked again on Enter</translation>
    </message>
    <message>
        <source>One more order to take along? It follows this one: {orders}</source>
        <translation>One more order to take along? It follows this one: {orders}</translation>
    </message>
    <message>
        <source>{count} more orders to take along? They follow this one: {orders}</source>
        <translation>{count} more orders to take along? They follow this one: {orders}</translation>
    </message>
    <message>
        <source>pcs</source>
        <translation>pcs</translation>
    </message>
    <message>
        <source>of {count} pcs</source>
        <translation>of {count} pcs</translation>
    </message>
    <message>
        <source>Not on this counter yet · goods as signed in the code</source>
        <translation>Not on this counter yet · goods as signed in the code</translation>
    </message>
    <message>
        <source>Headquarters checks it when the line is back</source>
        <translation>Headquarters checks it when the line is back</translation>
    </message>
    <message>
        <source>counter {number} holds it</source>
        <translation>counter {number} holds it, and is asked on Enter</translation>
    </message>
    <message>
        <source>Pickup code valid</source>
        <translation>Pickup code valid</translation>
    </message>
    <message>
        <source>Ready to hand over</source>
        <translation>Ready to hand over</translation>
    </message>
</context>
<context>
    <name>Pickups</name>
    <message>
        <source>due {time}</source>
        <translation>due {time}</translation>
    </message>
    <message>
        <source>{count} item</source>
        <translation>{count} item</translation>
    </message>
    <message>
        <source>{count} items</source>
        <translation>{count} items</translation>
    </message>
    <message>
        <source>problem</source>
        <translation>problem</translation>
    </message>
    <message>
        <source>collected</source>
        <translation>collected</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>overdue</translation>
    </message>
    <message>
        <source>not arrived</source>
        <translation>not arrived</translation>
    </message>
    <message>
        <source>partly arrived</source>
        <translation>partly arrived</translation>
    </message>
    <message>
        <source>same person, {count} orders</source>
        <translation>same person, {count} orders</translation>
    </message>
    <message>
        <source>refunded</source>
        <translation>refunded</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelled</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>expired</translation>
    </message>
    <message>
        <source>Pickup no.</source>
        <translation>Pickup no.</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Goods</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>Slot</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Arrived</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Look at it</translation>
    </message>
    <message>
        <source>Pickups</source>
        <translation>Pickups</translation>
    </message>
    <message>
        <source>Phone / last 4 / initials of the name / pickup number</source>
        <translation>Phone / last 4 / initials of the name / pickup number</translation>
    </message>
    <message>
        <source>Search orders</source>
        <translation>Search orders</translation>
    </message>
    <message>
        <source>By slot</source>
        <translation>By slot</translation>
    </message>
    <message>
        <source>To collect</source>
        <translation>To collect</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>Not arrived</source>
        <translation>Not arrived</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>Collected</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Nothing found for “{text}”</source>
        <translation>Nothing found for “{text}”</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>Nothing here</translation>
    </message>
</context>
<context>
    <name>Pin</name>
    <message>
        <source>Manager lets it through</source>
        <translation>Manager lets it through</translation>
    </message>
    <message>
        <source>Undo needs a PIN</source>
        <translation>Undo needs a PIN</translation>
    </message>
    <message>
        <source>Nobody who may do this is known at this counter.</source>
        <translation>Nobody who may do this is known at this counter.</translation>
    </message>
    <message>
        <source>close</source>
        <translation>close</translation>
    </message>
    <message>
        <source>somebody else</source>
        <translation>somebody else</translation>
    </message>
    <message>
        <source>Order {order} · goes on record with the manager&apos;s name</source>
        <translation>Order {order} · goes on record with the manager&apos;s name</translation>
    </message>
    <message>
        <source>Order {order} · handed over more than a minute ago</source>
        <translation>Order {order} · handed over more than a minute ago</translation>
    </message>
    <message>
        <source>{reason} · goes on record with both names</source>
        <translation>{reason} · goes on record with both names</translation>
    </message>
    <message>
        <source>Receipts hang on it · asked once per visit</source>
        <translation>Receipts hang on it · asked once per visit</translation>
    </message>
    <message>
        <source>{name} · goes on record with both names</source>
        <translation>{name} · goes on record with both names</translation>
    </message>
    <message>
        <source>To {place} · for the customer, goes on record</source>
        <translation>To {place} · for the customer, goes on record</translation>
    </message>
    <message>
        <source>{name} is deleted from this counter for good</source>
        <translation>{name} is deleted from this counter for good</translation>
    </message>
    <message>
        <source>To {place} · only for headquarters</source>
        <translation>To {place} · only for headquarters</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>PIN of {name}</translation>
    </message>
    <message>
        <source>Drawer: whose PIN?</source>
        <translation>Drawer: whose PIN?</translation>
    </message>
    <message>
        <source>The number needs a manager</source>
        <translation>The number needs a manager</translation>
    </message>
    <message>
        <source>Their data needs a manager</source>
        <translation>Their data needs a manager</translation>
    </message>
    <message>
        <source>Deleting needs a manager</source>
        <translation>Deleting needs a manager</translation>
    </message>
    <message>
        <source>Settings need a manager</source>
        <translation>Settings need a manager</translation>
    </message>
    <message>
        <source>Export needs a manager</source>
        <translation>Export needs a manager</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>Checking …</translation>
    </message>
    <message>
        <source>The PIN is right, but this person may not do this</source>
        <translation>The PIN is right, but this person may not do this</translation>
    </message>
    <message>
        <source>Locked after too many tries · again in {span}</source>
        <translation>Locked after too many tries · again in {span}</translation>
    </message>
    <message>
        <source>Wrong PIN · one try left</source>
        <translation>Wrong PIN · one try left</translation>
    </message>
    <message>
        <source>Wrong PIN · {count} tries left</source>
        <translation>Wrong PIN · {count} tries left</translation>
    </message>
    <message>
        <source>Six digits</source>
        <translation>Six digits</translation>
    </message>
</context>
<context>
    <name>Prompt</name>
    <message>
        <source>Takes it</source>
        <translation>Takes it</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>“{sentence}”</source>
        <translation>“{sentence}”</translation>
    </message>
    <message>
        <source>Say this · {variant}</source>
        <translation>Say this · {variant}</translation>
    </message>
    <message>
        <source>noted: taken</source>
        <translation>noted: taken</translation>
    </message>
    <message>
        <source>noted: not wanted</source>
        <translation>noted: not wanted</translation>
    </message>
    <message>
        <source>for {count}</source>
        <translation>for {count}</translation>
    </message>
    <message>
        <source>{count} in stock</source>
        <translation>{count} in stock</translation>
    </message>
    <message>
        <source>{percent}% left</source>
        <translation>{percent}% left</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>Already picked up</source>
        <translation>Already picked up</translation>
    </message>
    <message>
        <source>counter {number}</source>
        <translation>counter {number}</translation>
    </message>
    <message>
        <source>{count} item taken</source>
        <translation>{count} item taken</translation>
    </message>
    <message>
        <source>{count} items taken</source>
        <translation>{count} items taken</translation>
    </message>
    <message>
        <source>receipt {number}</source>
        <translation>receipt {number}</translation>
    </message>
    <message>
        <source>The system shows this order was picked up at {time}. Let me look up the receipt for you.</source>
        <translation>The system shows this order was picked up at {time}. Let me look up the receipt for you.</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Refunded</translation>
    </message>
    <message>
        <source>{price} paid back</source>
        <translation>{price} paid back</translation>
    </message>
    <message>
        <source>This order has been refunded; the money goes back the way it was paid. Would you like it again? I can help you order.</source>
        <translation>This order has been refunded; the money goes back the way it was paid. Would you like it again? I can help you order.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>This order was cancelled, so nothing is kept for it. Let me see whether we have it on the shelf.</source>
        <translation>This order was cancelled, so nothing is kept for it. Let me see whether we have it on the shelf.</translation>
    </message>
    <message>
        <source>Another store&apos;s order</source>
        <translation>Another store&apos;s order</translation>
    </message>
    <message>
        <source>This counter does not know that store</source>
        <translation>This counter does not know that store</translation>
    </message>
    <message>
        <source>Your goods are at {store}. I will write down the address for you.</source>
        <translation>Your goods are at {store}. I will write down the address for you.</translation>
    </message>
    <message>
        <source>Your goods are at another store. Your order page shows which one.</source>
        <translation>Your goods are at another store. Your order page shows which one.</translation>
    </message>
    <message>
        <source>Not arrived yet</source>
        <translation>Not arrived yet</translation>
    </message>
    <message>
        <source>Expected {time}</source>
        <translation>Expected {time}</translation>
    </message>
    <message>
        <source>No arrival time known</source>
        <translation>No arrival time known</translation>
    </message>
    <message>
        <source>Your goods are still on the way, expected {time}. You will get a message when they arrive.</source>
        <translation>Your goods are still on the way, expected {time}. You will get a message when they arrive.</translation>
    </message>
    <message>
        <source>Your goods are still on the way. You will get a message when they arrive.</source>
        <translation>Your goods are still on the way. You will get a message when they arrive.</translation>
    </message>
    <message>
        <source>Pickup time is over</source>
        <translation>Pickup time is over</translation>
    </message>
    <message>
        <source>Valid until {time}</source>
        <translation>Valid until {time}</translation>
    </message>
    <message>
        <source>The pickup time of this order is over. I will ask the manager right away.</source>
        <translation>The pickup time of this order is over. I will ask the manager right away.</translation>
    </message>
    <message>
        <source>Headquarters holds this order at the moment</source>
        <translation>Headquarters holds this order at the moment</translation>
    </message>
    <message>
        <source>Counter {number} of this store holds this order</source>
        <translation>Counter {number} of this store holds this order</translation>
    </message>
    <message>
        <source>Another counter of this store holds this order</source>
        <translation>Another counter of this store holds this order</translation>
    </message>
    <message>
        <source>Not at this counter</source>
        <translation>Not at this counter</translation>
    </message>
    <message>
        <source>Please come to the other counter with me; your goods are kept there.</source>
        <translation>Please come to the other counter with me; your goods are kept there.</translation>
    </message>
    <message>
        <source>One moment please, headquarters is just handling this order.</source>
        <translation>One moment please, headquarters is just handling this order.</translation>
    </message>
    <message>
        <source>Order not on this counter yet</source>
        <translation>Order not on this counter yet</translation>
    </message>
    <message>
        <source>The code is genuine · a manager may agree</source>
        <translation>The code is genuine · a manager may agree</translation>
    </message>
    <message>
        <source>The code is genuine · wait for the line to come back</source>
        <translation>The code is genuine · wait for the line to come back</translation>
    </message>
    <message>
        <source>Your code is fine, our line is slow just now. I will ask the manager right away.</source>
        <translation>Your code is fine, our line is slow just now. I will ask the manager right away.</translation>
    </message>
    <message>
        <source>Your code is fine, our line is down just now. One moment please.</source>
        <translation>Your code is fine, our line is down just now. One moment please.</translation>
    </message>
    <message>
        <source>Fewer units than asked for</source>
        <translation>Fewer units than asked for</translation>
    </message>
    <message>
        <source>{count} can go now</source>
        <translation>{count} can go now</translation>
    </message>
    <message>
        <source>One moment, I will count your goods again.</source>
        <translation>One moment, I will count your goods again.</translation>
    </message>
</context>
<context>
    <name>Refused</name>
    <message>
        <source>Hide the order</source>
        <translation>Hide the order</translation>
    </message>
    <message>
        <source>Reprint</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Look at it</translation>
    </message>
    <message>
        <source>Let it through</source>
        <translation>Let it through</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>Next customer</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>Stop waiting</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Ask again</translation>
    </message>
    <message>
        <source>Ask counter {number} for it</source>
        <translation>Ask counter {number} for it</translation>
    </message>
    <message>
        <source>Ask headquarters for it</source>
        <translation>Ask headquarters for it</translation>
    </message>
    <message>
        <source>You can tell the customer</source>
        <translation>You can tell the customer</translation>
    </message>
    <message>
        <source>“{sentence}”</source>
        <translation>“{sentence}”</translation>
    </message>
</context>
<context>
    <name>ScanBar</name>
    <message>
        <source>Scan or type a code</source>
        <translation>Scan or type a code</translation>
    </message>
    <message>
        <source>Scan a member code, pickup code or product, or type a phone, its last 4 or a pickup number</source>
        <translation>Scan a member code, pickup code or product, or type a phone, its last 4 or a pickup number</translation>
    </message>
    <message>
        <source>Scan, or type a phone, last 4 or pickup number</source>
        <translation>Scan, or type a phone, last 4 or pickup number</translation>
    </message>
    <message>
        <source>any key types</source>
        <translation>any key types</translation>
    </message>
    <message>
        <source>to type</source>
        <translation>to type</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Printers</source>
        <translation>Printers</translation>
    </message>
    <message>
        <source>Receipt style</source>
        <translation>Receipt style</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>Look, sound</source>
        <translation>Look, sound</translation>
    </message>
    <message>
        <source>Till bridge</source>
        <translation>Till bridge</translation>
    </message>
    <message>
        <source>Counters</source>
        <translation>Counters</translation>
    </message>
    <message>
        <source>A change is kept at once; the next receipt is printed with it.</source>
        <translation>A change is kept at once; the next receipt is printed with it.</translation>
    </message>
    <message>
        <source>What stands on the papers, and how they look.</source>
        <translation>What stands on the papers, and how they look.</translation>
    </message>
    <message>
        <source>A scanner that types like a keyboard needs nothing but the gap.</source>
        <translation>A scanner that types like a keyboard needs nothing but the gap.</translation>
    </message>
    <message>
        <source>How this counter looks and sounds.</source>
        <translation>How this counter looks and sounds.</translation>
    </message>
    <message>
        <source>The till prints to this address as to its printer; our code stands before the cut.</source>
        <translation>The till prints to this address as to its printer; our code stands before the cut.</translation>
    </message>
    <message>
        <source>In a shop with several counters the others ask the first one for its orders.</source>
        <translation>In a shop with several counters the others ask the first one for its orders.</translation>
    </message>
    <message>
        <source>Printer on this page</source>
        <translation>Printer on this page</translation>
    </message>
    <message>
        <source>Connected by</source>
        <translation>Connected by</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>in digits, as 192.168.1.50</source>
        <translation>in digits, as 192.168.1.50</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>9100 on nearly all printers</source>
        <translation>9100 on nearly all printers</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>COM3, /dev/usb/lp0, or the printer&apos;s name in Windows</source>
        <translation>COM3, /dev/usb/lp0, or the printer&apos;s name in Windows</translation>
    </message>
    <message>
        <source>Speed of the line</source>
        <translation>Speed of the line</translation>
    </message>
    <message>
        <source>Flow control</source>
        <translation>Flow control</translation>
    </message>
    <message>
        <source>as its switches say</source>
        <translation>as its switches say</translation>
    </message>
    <message>
        <source>Prints</source>
        <translation>Prints</translation>
    </message>
    <message>
        <source>Paper width</source>
        <translation>Paper width</translation>
    </message>
    <message>
        <source>the ruler on the test page shows it</source>
        <translation>the ruler on the test page shows it</translation>
    </message>
    <message>
        <source>Chinese as</source>
        <translation>Chinese as</translation>
    </message>
    <message>
        <source>if it comes out wrong, take the next one</source>
        <translation>if it comes out wrong, take the next one</translation>
    </message>
    <message>
        <source>Cuts the paper</source>
        <translation>Cuts the paper</translation>
    </message>
    <message>
        <source>Draws QR codes itself</source>
        <translation>Draws QR codes itself</translation>
    </message>
    <message>
        <source>quicker on a slow line; scan the test page first</source>
        <translation>quicker on a slow line; scan the test page first</translation>
    </message>
    <message>
        <source>Switch to Chinese first</source>
        <translation>Switch to Chinese first</translation>
    </message>
    <message>
        <source>off when every paper begins with the sign &amp;</source>
        <translation>off when every paper begins with the sign &amp;</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>as you call it</source>
        <translation>as you call it</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>Cash drawer</translation>
    </message>
    <message>
        <source>on this printer; Ctrl+D opens it</source>
        <translation>on this printer; Ctrl+D opens it</translation>
    </message>
    <message>
        <source>The drawer&apos;s pulse</source>
        <translation>The drawer&apos;s pulse</translation>
    </message>
    <message>
        <source>longer when it does not spring open</source>
        <translation>longer when it does not spring open</translation>
    </message>
    <message>
        <source>Pause after the pulse</source>
        <translation>Pause after the pulse</translation>
    </message>
    <message>
        <source>Prints by itself up to</source>
        <translation>Prints by itself up to</translation>
    </message>
    <message>
        <source>an older paper waits for a key</source>
        <translation>an older paper waits for a key</translation>
    </message>
    <message>
        <source>Customer display</source>
        <translation>Customer display</translation>
    </message>
    <message>
        <source>a second screen, turned to the customer</source>
        <translation>a second screen, turned to the customer</translation>
    </message>
    <message>
        <source>Camera as a scanner</source>
        <translation>Camera as a scanner</translation>
    </message>
    <message>
        <source>for shops without a gun</source>
        <translation>for shops without a gun</translation>
    </message>
    <message>
        <source>Which camera</source>
        <translation>Which camera</translation>
    </message>
    <message>
        <source>←→ goes through those of this PC</source>
        <translation>←→ goes through those of this PC</translation>
    </message>
    <message>
        <source>Maker of the scanner</source>
        <translation>Maker of the scanner</translation>
    </message>
    <message>
        <source>S prints the codes that put it on a serial port</source>
        <translation>S prints the codes that put it on a serial port</translation>
    </message>
    <message>
        <source>Longest gap between two keys</source>
        <translation>Longest gap between two keys</translation>
    </message>
    <message>
        <source>the guide (G) measures it</source>
        <translation>the guide (G) measures it</translation>
    </message>
    <message>
        <source>Serial port</source>
        <translation>Serial port</translation>
    </message>
    <message>
        <source>empty: keyboard, or found by its ids</source>
        <translation>empty: keyboard, or found by its ids</translation>
    </message>
    <message>
        <source>USB maker id</source>
        <translation>USB maker id</translation>
    </message>
    <message>
        <source>four digits, as 1eab</source>
        <translation>four digits, as 1eab</translation>
    </message>
    <message>
        <source>USB product id</source>
        <translation>USB product id</translation>
    </message>
    <message>
        <source>four digits, as 0c10</source>
        <translation>four digits, as 0c10</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Serial number</translation>
    </message>
    <message>
        <source>only with two alike</source>
        <translation>only with two alike</translation>
    </message>
    <message>
        <source>Locks by itself</source>
        <translation>Locks by itself</translation>
    </message>
    <message>
        <source>without anybody; what is on the counter stays</source>
        <translation>without anybody; what is on the counter stays</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>No sounds</source>
        <translation>No sounds</translation>
    </message>
    <message>
        <source>The shop&apos;s time</source>
        <translation>The shop&apos;s time</translation>
    </message>
    <message>
        <source>takes effect at the next start</source>
        <translation>takes effect at the next start</translation>
    </message>
    <message>
        <source>Port for the till</source>
        <translation>Port for the till</translation>
    </message>
    <message>
        <source>0: no bridge; usual is 9100</source>
        <translation>0: no bridge; usual is 9100</translation>
    </message>
    <message>
        <source>Who may print</source>
        <translation>Who may print</translation>
    </message>
    <message>
        <source>Serial receipt printer for the till</source>
        <translation>Serial receipt printer for the till</translation>
    </message>
    <message>
        <source>Linux: a file the till opens as its printer</source>
        <translation>Linux: a file the till opens as its printer</translation>
    </message>
    <message>
        <source>Folder of the till&apos;s sales</source>
        <translation>Folder of the till&apos;s sales</translation>
    </message>
    <message>
        <source>CSV or JSON files are taken from there</source>
        <translation>CSV or JSON files are taken from there</translation>
    </message>
    <message>
        <source>Where the main counter is</source>
        <translation>Where the main counter is</translation>
    </message>
    <message>
        <source>only when it is not found; as 192.168.1.20:8471</source>
        <translation>only when it is not found; as 192.168.1.20:8471</translation>
    </message>
    <message>
        <source>Answer other counters</source>
        <translation>Answer other counters</translation>
    </message>
    <message>
        <source>the main counter does, where there are others</source>
        <translation>the main counter does, where there are others</translation>
    </message>
    <message>
        <source>Port for the others</source>
        <translation>Port for the others</translation>
    </message>
    <message>
        <source>8471, unless another program has it</source>
        <translation>8471, unless another program has it</translation>
    </message>
    <message>
        <source>Who may ask</source>
        <translation>Who may ask</translation>
    </message>
    <message>
        <source>A receipt ends after</source>
        <translation>A receipt ends after</translation>
    </message>
    <message>
        <source>milliseconds without a byte, for tills that never cut</source>
        <translation>milliseconds without a byte, for tills that never cut</translation>
    </message>
    <message>
        <source>the system&apos;s usual one</source>
        <translation>the system&apos;s usual one</translation>
    </message>
    <message>
        <source>{count} ms</source>
        <translation>{count} ms</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>not set</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} s</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>only on Ctrl+L</source>
        <translation>only on Ctrl+L</translation>
    </message>
    <message>
        <source>after {count} minute</source>
        <translation>after {count} minute</translation>
    </message>
    <message>
        <source>after {count} minutes</source>
        <translation>after {count} minutes</translation>
    </message>
    <message>
        <source>network</source>
        <translation>network</translation>
    </message>
    <message>
        <source>USB (Linux)</source>
        <translation>USB (Linux)</translation>
    </message>
    <message>
        <source>serial line</source>
        <translation>serial line</translation>
    </message>
    <message>
        <source>Windows&apos; print queue</source>
        <translation>Windows&apos; print queue</translation>
    </message>
    <message>
        <source>files in a folder</source>
        <translation>files in a folder</translation>
    </message>
    <message>
        <source>letters (GBK)</source>
        <translation>letters (GBK)</translation>
    </message>
    <message>
        <source>letters (UTF-8)</source>
        <translation>letters (UTF-8)</translation>
    </message>
    <message>
        <source>drawn by us</source>
        <translation>drawn by us</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>off</source>
        <translation>off</translation>
    </message>
    <message>
        <source>on the second screen</source>
        <translation>on the second screen</translation>
    </message>
    <message>
        <source>pin 2, as most</source>
        <translation>pin 2, as most</translation>
    </message>
    <message>
        <source>pin 5</source>
        <translation>pin 5</translation>
    </message>
    <message>
        <source>light</source>
        <translation>light</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>dark</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>as the system</translation>
    </message>
    <message>
        <source>programs on this PC</source>
        <translation>programs on this PC</translation>
    </message>
    <message>
        <source>every PC of the network</source>
        <translation>every PC of the network</translation>
    </message>
    <message>
        <source>nobody outside this PC</source>
        <translation>nobody outside this PC</translation>
    </message>
    <message>
        <source>counters of this shop</source>
        <translation>counters of this shop</translation>
    </message>
    <message>
        <source>when needed</source>
        <translation>when needed</translation>
    </message>
    <message>
        <source>always</source>
        <translation>always</translation>
    </message>
    <message>
        <source>never</source>
        <translation>never</translation>
    </message>
    <message>
        <source>{width} mm · {dots} dots</source>
        <translation>{width} mm · {dots} dots</translation>
    </message>
    <message>
        <source>Datalogic</source>
        <translation>Datalogic</translation>
    </message>
    <message>
        <source>Newland</source>
        <translation>Newland</translation>
    </message>
    <message>
        <source>Honeywell</source>
        <translation>Honeywell</translation>
    </message>
    <message>
        <source>Zebra · Symbol</source>
        <translation>Zebra · Symbol</translation>
    </message>
    <message>
        <source>another one</source>
        <translation>another one</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>not chosen</translation>
    </message>
    <message>
        <source>receipts</source>
        <translation>receipts</translation>
    </message>
    <message>
        <source>shelf labels</source>
        <translation>shelf labels</translation>
    </message>
    <message>
        <source>Kept, and in effect.</source>
        <translation>Kept, and in effect.</translation>
    </message>
    <message>
        <source>Kept. It takes effect when the counter is started again.</source>
        <translation>Kept. It takes effect when the counter is started again.</translation>
    </message>
    <message>
        <source>Not kept: the data folder cannot be written. Everything is as it was.</source>
        <translation>Not kept: the data folder cannot be written. Everything is as it was.</translation>
    </message>
    <message>
        <source>Printing …</source>
        <translation>Printing …</translation>
    </message>
    <message>
        <source>Sent to the printer. Did it come out right?</source>
        <translation>Sent to the printer. Did it come out right?</translation>
    </message>
    <message>
        <source>The line broke while printing: look at the paper.</source>
        <translation>The line broke while printing: look at the paper.</translation>
    </message>
    <message>
        <source>Not printed</source>
        <translation>Not printed</translation>
    </message>
    <message>
        <source>No printer is set here yet. G guides you through it.</source>
        <translation>No printer is set here yet. G guides you through it.</translation>
    </message>
    <message>
        <source>Asking all machines …</source>
        <translation>Asking all machines …</translation>
    </message>
    <message>
        <source>The report is in {file}. It names no customer; send it on.</source>
        <translation>The report is in {file}. It names no customer; send it on.</translation>
    </message>
    <message>
        <source>That went wrong here. Try again; the log has it.</source>
        <translation>That went wrong here. Try again; the log has it.</translation>
    </message>
    <message>
        <source>That is no address. It looks like 192.168.1.50</source>
        <translation>That is no address. It looks like 192.168.1.50</translation>
    </message>
    <message>
        <source>An address with its port, as 192.168.1.20:8471</source>
        <translation>An address with its port, as 192.168.1.20:8471</translation>
    </message>
    <message>
        <source>A port is a number from 1 to 65535.</source>
        <translation>A port is a number from 1 to 65535.</translation>
    </message>
    <message>
        <source>Four digits 0–9, a–f, or nothing.</source>
        <translation>Four digits 0–9, a–f, or nothing.</translation>
    </message>
    <message>
        <source>No such place. The usual one is Asia/Shanghai</source>
        <translation>No such place. The usual one is Asia/Shanghai</translation>
    </message>
    <message>
        <source>That cannot be here. Esc leaves it as it was.</source>
        <translation>That cannot be here. Esc leaves it as it was.</translation>
    </message>
    <message>
        <source>no paper</source>
        <translation>no paper</translation>
    </message>
    <message>
        <source>the cover is open</source>
        <translation>the cover is open</translation>
    </message>
    <message>
        <source>the printer reports an error</source>
        <translation>the printer reports an error</translation>
    </message>
    <message>
        <source>the printer is off line</source>
        <translation>the printer is off line</translation>
    </message>
    <message>
        <source>nobody answers at this address, or it is in use</source>
        <translation>nobody answers at this address, or it is in use</translation>
    </message>
    <message>
        <source>not there: is it on, and is the cable in?</source>
        <translation>not there: is it on, and is the cable in?</translation>
    </message>
    <message>
        <source>the line broke</source>
        <translation>the line broke</translation>
    </message>
    <message>
        <source>the printer stopped taking data</source>
        <translation>the printer stopped taking data</translation>
    </message>
    <message>
        <source>this PC has no Chinese font</source>
        <translation>this PC has no Chinese font</translation>
    </message>
    <message>
        <source>something went wrong here</source>
        <translation>something went wrong here</translation>
    </message>
    <message>
        <source>Print a test page</source>
        <translation>Print a test page</translation>
    </message>
    <message>
        <source>Print the scanner sheet</source>
        <translation>Print the scanner sheet</translation>
    </message>
    <message>
        <source>Add a printer</source>
        <translation>Add a printer</translation>
    </message>
    <message>
        <source>Remove this one</source>
        <translation>Remove this one</translation>
    </message>
    <message>
        <source>Set-up guide</source>
        <translation>Set-up guide</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>Doctor</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Who is at the counter?</source>
        <translation>Who is at the counter?</translation>
    </message>
    <message>
        <source>Press the number, or scan the badge</source>
        <translation>Press the number, or scan the badge</translation>
    </message>
    <message>
        <source>Then your six digits</source>
        <translation>Then your six digits</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>PIN of {name}</translation>
    </message>
    <message>
        <source>somebody else</source>
        <translation>somebody else</translation>
    </message>
    <message>
        <source>Sign in first, then scan</source>
        <translation>Sign in first, then scan</translation>
    </message>
    <message>
        <source>That did not work. Try again.</source>
        <translation>That did not work. Try again.</translation>
    </message>
</context>
<context>
    <name>Style</name>
    <message>
        <source>another paper</source>
        <translation>another paper</translation>
    </message>
    <message>
        <source>change</source>
        <translation>change</translation>
    </message>
    <message>
        <source>as shipped</source>
        <translation>as shipped</translation>
    </message>
    <message>
        <source>width</source>
        <translation>width</translation>
    </message>
    <message>
        <source>scroll the paper</source>
        <translation>scroll the paper</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>keep</translation>
    </message>
    <message>
        <source>cancel</source>
        <translation>cancel</translation>
    </message>
    <message>
        <source>take it</source>
        <translation>take it</translation>
    </message>
    <message>
        <source>look again</source>
        <translation>look again</translation>
    </message>
    <message>
        <source>No picture: plug in a stick, press R.</source>
        <translation>No picture: plug in a stick, press R.</translation>
    </message>
    <message>
        <source>changed by the shop</source>
        <translation>changed by the shop</translation>
    </message>
    <message>
        <source>Pickup receipt</source>
        <translation>Pickup receipt</translation>
    </message>
    <message>
        <source>Reprint</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>Sale receipt</source>
        <translation>Sale receipt</translation>
    </message>
    <message>
        <source>Shelf label</source>
        <translation>Shelf label</translation>
    </message>
    <message>
        <source>End of shift</source>
        <translation>End of shift</translation>
    </message>
    <message>
        <source>Test page</source>
        <translation>Test page</translation>
    </message>
    <message>
        <source>Scanner sheet</source>
        <translation>Scanner sheet</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Shop</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Override</source>
        <translation>Override</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Numbers</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>QR codes</source>
        <translation>QR codes</translation>
    </message>
    <message>
        <source>Validity</source>
        <translation>Validity</translation>
    </message>
    <message>
        <source>Footer</source>
        <translation>Footer</translation>
    </message>
    <message>
        <source>Reprint mark</source>
        <translation>Reprint mark</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Work done</source>
        <translation>Work done</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Sales</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>Members, prompts</source>
        <translation>Members, prompts</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Not sent yet</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>Regular price</source>
        <translation>Regular price</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Hours</translation>
    </message>
    <message>
        <source>Maker</source>
        <translation>Maker</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Steps</translation>
    </message>
    <message>
        <source>To serial</source>
        <translation>To serial</translation>
    </message>
    <message>
        <source>How to check</source>
        <translation>How to check</translation>
    </message>
    <message>
        <source>Back to keys</source>
        <translation>Back to keys</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Reset</translation>
    </message>
    <message>
        <source>No logo</source>
        <translation>No logo</translation>
    </message>
    <message>
        <source>the shop&apos;s own</source>
        <translation>the shop&apos;s own</translation>
    </message>
    <message>
        <source>see-through</source>
        <translation>see-through</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>broken</translation>
    </message>
    <message>
        <source>not read here</source>
        <translation>not read here</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>too large</translation>
    </message>
    <message>
        <source>nothing to see</source>
        <translation>nothing to see</translation>
    </message>
    <message>
        <source>Damaged. Save it anew as PNG.</source>
        <translation>Damaged. Save it anew as PNG.</translation>
    </message>
    <message>
        <source>Not read here. Save it as PNG or JPG.</source>
        <translation>Not read here. Save it as PNG or JPG.</translation>
    </message>
    <message>
        <source>Too large: at most 2000 dots wide.</source>
        <translation>Too large: at most 2000 dots wide.</translation>
    </message>
    <message>
        <source>White as the paper: take a dark one.</source>
        <translation>White as the paper: take a dark one.</translation>
    </message>
    <message>
        <source>Coupon</source>
        <translation>Coupon</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>Recommender</source>
        <translation>Recommender</translation>
    </message>
    <message>
        <source>Serial code</source>
        <translation>Serial code</translation>
    </message>
    <message>
        <source>Keyboard code</source>
        <translation>Keyboard code</translation>
    </message>
    <message>
        <source>Reset code</source>
        <translation>Reset code</translation>
    </message>
    <message>
        <source>Check 1</source>
        <translation>Check 1</translation>
    </message>
    <message>
        <source>Check 2</source>
        <translation>Check 2</translation>
    </message>
    <message>
        <source>Check 3</source>
        <translation>Check 3</translation>
    </message>
    <message>
        <source>shop</source>
        <translation>shop</translation>
    </message>
    <message>
        <source>address</source>
        <translation>address</translation>
    </message>
    <message>
        <source>telephone</source>
        <translation>telephone</translation>
    </message>
    <message>
        <source>counter</source>
        <translation>counter</translation>
    </message>
    <message>
        <source>clerk</source>
        <translation>clerk</translation>
    </message>
    <message>
        <source>time</source>
        <translation>time</translation>
    </message>
    <message>
        <source>receipt number</source>
        <translation>receipt number</translation>
    </message>
    <message>
        <source>member&apos;s phone</source>
        <translation>member&apos;s phone</translation>
    </message>
    <message>
        <source>points earned</source>
        <translation>points earned</translation>
    </message>
    <message>
        <source>points balance</source>
        <translation>points balance</translation>
    </message>
    <message>
        <source>days valid</source>
        <translation>days valid</translation>
    </message>
    <message>
        <source>times reprinted</source>
        <translation>times reprinted</translation>
    </message>
    <message>
        <source>order number</source>
        <translation>order number</translation>
    </message>
    <message>
        <source>pickup number</source>
        <translation>pickup number</translation>
    </message>
    <message>
        <source>let through</source>
        <translation>let through</translation>
    </message>
    <message>
        <source>total</source>
        <translation>total</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>saved</translation>
    </message>
    <message>
        <source>change given</source>
        <translation>change given</translation>
    </message>
    <message>
        <source>product</source>
        <translation>product</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>unit</translation>
    </message>
    <message>
        <source>regular price</source>
        <translation>regular price</translation>
    </message>
    <message>
        <source>special price</source>
        <translation>special price</translation>
    </message>
    <message>
        <source>begins</source>
        <translation>begins</translation>
    </message>
    <message>
        <source>ends</source>
        <translation>ends</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>reason</translation>
    </message>
    <message>
        <source>printer</source>
        <translation>printer</translation>
    </message>
    <message>
        <source>its address</source>
        <translation>its address</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>columns</translation>
    </message>
    <message>
        <source>dots</source>
        <translation>dots</translation>
    </message>
    <message>
        <source>kind of text</source>
        <translation>kind of text</translation>
    </message>
    <message>
        <source>ruler</source>
        <translation>ruler</translation>
    </message>
    <message>
        <source>maker</source>
        <translation>maker</translation>
    </message>
    <message>
        <source>models</source>
        <translation>models</translation>
    </message>
    <message>
        <source>amount</source>
        <translation>amount</translation>
    </message>
    <message>
        <source>shift began</source>
        <translation>shift began</translation>
    </message>
    <message>
        <source>shift ended</source>
        <translation>shift ended</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>orders</translation>
    </message>
    <message>
        <source>units handed over</source>
        <translation>units handed over</translation>
    </message>
    <message>
        <source>after-sales</source>
        <translation>after-sales</translation>
    </message>
    <message>
        <source>orders let through</source>
        <translation>orders let through</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>taken back</translation>
    </message>
    <message>
        <source>number of sales</source>
        <translation>number of sales</translation>
    </message>
    <message>
        <source>sum of sales</source>
        <translation>sum of sales</translation>
    </message>
    <message>
        <source>cash expected</source>
        <translation>cash expected</translation>
    </message>
    <message>
        <source>cash counted</source>
        <translation>cash counted</translation>
    </message>
    <message>
        <source>cash difference</source>
        <translation>cash difference</translation>
    </message>
    <message>
        <source>members known</source>
        <translation>members known</translation>
    </message>
    <message>
        <source>prompts said</source>
        <translation>prompts said</translation>
    </message>
    <message>
        <source>prompts taken</source>
        <translation>prompts taken</translation>
    </message>
    <message>
        <source>reprints</source>
        <translation>reprints</translation>
    </message>
    <message>
        <source>facts waiting</source>
        <translation>facts waiting</translation>
    </message>
    <message>
        <source>text</source>
        <translation>text</translation>
    </message>
    <message>
        <source>bold</source>
        <translation>bold</translation>
    </message>
    <message>
        <source>Logo file</source>
        <translation>Logo file</translation>
    </message>
    <message>
        <source>Logo height</source>
        <translation>Logo height</translation>
    </message>
    <message>
        <source>printed</source>
        <translation>printed</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>left out</translation>
    </message>
    <message>
        <source>one line more</source>
        <translation>one line more</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>this is not possible</source>
        <translation>this is not possible</translation>
    </message>
    <message>
        <source> (possible: {names})</source>
        <translation> (possible: {names})</translation>
    </message>
    <message>
        <source>the file cannot be understood: {got}</source>
        <translation>the file cannot be understood: {got}</translation>
    </message>
    <message>
        <source>the file cannot be read</source>
        <translation>the file cannot be read</translation>
    </message>
    <message>
        <source>there is no setting {got}</source>
        <translation>there is no setting {got}</translation>
    </message>
    <message>
        <source>{got} is missing</source>
        <translation>{got} is missing</translation>
    </message>
    <message>
        <source>there has to be {got}</source>
        <translation>there has to be {got}</translation>
    </message>
    <message>
        <source>{got} is not possible here</source>
        <translation>{got} is not possible here</translation>
    </message>
    <message>
        <source>there is no part {got}</source>
        <translation>there is no part {got}</translation>
    </message>
    <message>
        <source>this paper does not know the field {got}</source>
        <translation>this paper does not know the field {got}</translation>
    </message>
    <message>
        <source>unpaired brace or wrong name</source>
        <translation>unpaired brace or wrong name</translation>
    </message>
    <message>
        <source>a time is written with %Y %m %d %H %M %S</source>
        <translation>a time is written with %Y %m %d %H %M %S</translation>
    </message>
    <message>
        <source>there is no picture {got} in the folder receipts of the data folder</source>
        <translation>there is no picture {got} in the folder receipts of the data folder</translation>
    </message>
    <message>
        <source>longer than allowed ({got})</source>
        <translation>longer than allowed ({got})</translation>
    </message>
    <message>
        <source>this PC has no Chinese font to draw with</source>
        <translation>this PC has no Chinese font to draw with</translation>
    </message>
    <message>
        <source>Kept. The next paper is printed like this.</source>
        <translation>Kept. The next paper is printed like this.</translation>
    </message>
    <message>
        <source>Not kept: the folder receipts cannot be written.</source>
        <translation>Not kept: the folder receipts cannot be written.</translation>
    </message>
    <message>
        <source>Not kept yet: mend the mistake, or Esc.</source>
        <translation>Not kept yet: mend the mistake, or Esc.</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Nothing has happened yet</translation>
    </message>
    <message>
        <source>Nothing needs a person</source>
        <translation>Nothing needs a person</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} of {count}</translation>
    </message>
    <message>
        <source>Conflict · for the manager</source>
        <translation>Conflict · for the manager</translation>
    </message>
    <message>
        <source>This counter</source>
        <translation>This counter</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>Trying …</source>
        <translation>Trying …</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Retry now</translation>
    </message>
    <message>
        <source>Export what is not sent</source>
        <translation>Export what is not sent</translation>
    </message>
    <message>
        <source>Record no. {number} was changed on this disk: call headquarters</source>
        <translation>Record no. {number} was changed on this disk: call headquarters</translation>
    </message>
    <message>
        <source>The newest record is as it was written</source>
        <translation>The newest record is as it was written</translation>
    </message>
    <message>
        <source>The newest {count} records are as they were written</source>
        <translation>The newest {count} records are as they were written</translation>
    </message>
    <message>
        <source>Other counters cannot ask here: another program has port {port}. F12, Counters: take another one.</source>
        <translation>Other counters cannot ask here: another program has port {port}. F12, Counters: take another one.</translation>
    </message>
    <message>
        <source>Headquarters is older than this program and must be updated first. Records are kept and sent then; work goes on.</source>
        <translation>Headquarters is older than this program and must be updated first. Records are kept and sent then; work goes on.</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>To send</translation>
    </message>
    <message>
        <source>{count} fact</source>
        <translation>{count} fact</translation>
    </message>
    <message>
        <source>{count} facts</source>
        <translation>{count} facts</translation>
    </message>
    <message>
        <source>oldest {time}</source>
        <translation>oldest {time}</translation>
    </message>
    <message>
        <source>Needs a person</source>
        <translation>Needs a person</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>conflict</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Next try</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>now</source>
        <translation>now</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>stopped</translation>
    </message>
    <message>
        <source>try no. {count}</source>
        <translation>try no. {count}</translation>
    </message>
    <message>
        <source>Data of headquarters</source>
        <translation>Data of headquarters</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>not yet</translation>
    </message>
    <message>
        <source>Put aside by headquarters</source>
        <translation>Put aside by headquarters</translation>
    </message>
    <message>
        <source>record no. {number}</source>
        <translation>record no. {number}</translation>
    </message>
    <message>
        <source>This PC&apos;s disk was copied or restored. Headquarters must enrol it anew; nothing is lost.</source>
        <translation>This PC&apos;s disk was copied or restored. Headquarters must enrol it anew; nothing is lost.</translation>
    </message>
    <message>
        <source>Headquarters blocked this counter. Records are kept; ask headquarters.</source>
        <translation>Headquarters blocked this counter. Records are kept; ask headquarters.</translation>
    </message>
    <message>
        <source>This program is too old for headquarters. Update it; records are kept.</source>
        <translation>This program is too old for headquarters. Update it; records are kept.</translation>
    </message>
    <message>
        <source>Sync has stopped and needs headquarters. Records are kept; work goes on.</source>
        <translation>Sync has stopped and needs headquarters. Records are kept; work goes on.</translation>
    </message>
    <message>
        <source>Settled by headquarters</source>
        <translation>Settled by headquarters</translation>
    </message>
    <message>
        <source>settled {time}</source>
        <translation>settled {time}</translation>
    </message>
    <message>
        <source>Headquarters: {reason}</source>
        <translation>Headquarters: {reason}</translation>
    </message>
    <message>
        <source>Headquarters closed it. Nothing is left to do here.</source>
        <translation>Headquarters closed it. Nothing is left to do here.</translation>
    </message>
    <message>
        <source>Headquarters counts it as it was written here. Nothing is left to do.</source>
        <translation>Headquarters counts it as it was written here. Nothing is left to do.</translation>
    </message>
    <message>
        <source>fetched anew {time}</source>
        <translation>fetched anew {time}</translation>
    </message>
    <message>
        <source>The same as headquarters {time}</source>
        <translation>The same as headquarters {time}</translation>
    </message>
    <message>
        <source>Not yet the same as headquarters {time}</source>
        <translation>Not yet the same as headquarters {time}</translation>
    </message>
    <message>
        <source>{here} here, {there} there</source>
        <translation>{here} here, {there} there</translation>
    </message>
    <message>
        <source>the same {time}</source>
        <translation>the same {time}</translation>
    </message>
</context>
<context>
    <name>Tags</name>
    <message>
        <source>Frequent</source>
        <translation>Frequent</translation>
    </message>
    <message>
        <source>Recommender</source>
        <translation>Recommender</translation>
    </message>
    <message>
        <source>First group order</source>
        <translation>First group order</translation>
    </message>
    <message>
        <source>Not seen for 7 days</source>
        <translation>Not seen for 7 days</translation>
    </message>
    <message>
        <source>Not seen for 15 days</source>
        <translation>Not seen for 15 days</translation>
    </message>
    <message>
        <source>Not seen for 30 days</source>
        <translation>Not seen for 30 days</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>Did receipt {number} print?</source>
        <translation>Did receipt {number} print?</translation>
    </message>
    <message>
        <source>Receipt {number} is still waiting</source>
        <translation>Receipt {number} is still waiting</translation>
    </message>
    <message>
        <source>Receipt {number} did not print</source>
        <translation>Receipt {number} did not print</translation>
    </message>
    <message>
        <source>{count} more after it</source>
        <translation>{count} more after it</translation>
    </message>
    <message>
        <source>the hand-over stands</source>
        <translation>the hand-over stands</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>It did print</source>
        <translation>It did print</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>no paper</source>
        <translation>no paper</translation>
    </message>
    <message>
        <source>cover open</source>
        <translation>cover open</translation>
    </message>
    <message>
        <source>paper jam or another fault, look at the printer</source>
        <translation>paper jam or another fault, look at the printer</translation>
    </message>
    <message>
        <source>printer is offline</source>
        <translation>printer is offline</translation>
    </message>
    <message>
        <source>printer not reachable, is it switched on?</source>
        <translation>printer not reachable, is it switched on?</translation>
    </message>
    <message>
        <source>the connection broke off in the middle</source>
        <translation>the connection broke off in the middle</translation>
    </message>
    <message>
        <source>the printer stopped taking data</source>
        <translation>the printer stopped taking data</translation>
    </message>
    <message>
        <source>this PC has no Chinese font to draw the text with</source>
        <translation>this PC has no Chinese font to draw the text with</translation>
    </message>
    <message>
        <source>a fault of this program, headquarters can see it</source>
        <translation>a fault of this program, headquarters can see it</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>today</source>
        <translation>today</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>yesterday</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>tomorrow</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>just now</translation>
    </message>
    <message>
        <source>{span} ago</source>
        <translation>{span} ago</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} s</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>{count} hour</source>
        <translation>{count} hour</translation>
    </message>
    <message>
        <source>{count} hours</source>
        <translation>{count} hours</translation>
    </message>
    <message>
        <source>{count} day</source>
        <translation>{count} day</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} days</translation>
    </message>
    <message>
        <source>{count} item</source>
        <translation>{count} item</translation>
    </message>
    <message>
        <source>{count} items</source>
        <translation>{count} items</translation>
    </message>
    <message>
        <source>ambient</source>
        <translation>ambient</translation>
    </message>
    <message>
        <source>chilled</source>
        <translation>chilled</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>frozen</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>Cashier</translation>
    </message>
    <message>
        <source>Shop staff</source>
        <translation>Shop staff</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>Giving change</source>
        <translation>Giving change</translation>
    </message>
    <message>
        <source>Counting the money</source>
        <translation>Counting the money</translation>
    </message>
    <message>
        <source>Change of shift</source>
        <translation>Change of shift</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Something else</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>Sun</translation>
    </message>
</context>
</TS>
